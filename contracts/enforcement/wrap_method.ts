import { isThenable } from "../../_internal/is_thenable.ts";
import { preview } from "../report/preview.ts";
import { checkedAsyncIterator, checkedIterator, refusedIterator } from "./checked_iterator.ts";
import { acceptsArguments, explainArguments, explainValue } from "./explain.ts";
import { mark } from "./mark.ts";
import type { Method } from "./method_kind.ts";
import type { MethodPlan } from "./plan.ts";
import { answerError, callerError, callName } from "./refusal.ts";
import type { Target } from "./target.ts";

/** Wraps a method so that each call checks its arguments and what comes back. */
export function wrapMethod(original: Method, method: MethodPlan, target: Target): Method {
  const finish = finisher(method, target);
  const refuse = refuser(method);
  const slow = (self: unknown, args: IArguments): unknown => {
    try {
      if (!acceptsArguments(method, args)) {
        const violations = explainArguments(method, args);
        const action = `call ${callName(target, method)}`;
        return refuse(callerError(target, method, action, violations, wrapper));
      }
    } catch (error) {
      return refuse(error);
    }
    return finish(Reflect.apply(original, self, args));
  };
  const wrapper = mark(unrolled(original, method, finish, slow), original, target.plan);
  return wrapper;
}

/**
 * The wrapper itself, written out for up to three parameters: a loop over the checkers costs four
 * times as much. It passes on exactly the arguments it got, since the method may count them.
 */
function unrolled(
  original: Method,
  method: MethodPlan,
  finish: (result: unknown) => unknown,
  slow: (self: unknown, args: IArguments) => unknown,
): Method {
  const [first, second, third] = method.params.map(({ test }) =>
    isAwaited(method) ? calmly(test) : test
  );
  switch (method.params.length) {
    case 1:
      return function (this: unknown, a?: unknown) {
        if (arguments.length !== 1 || !first!(a)) return slow(this, arguments);
        return finish(original.call(this, a));
      };
    case 2:
      return function (this: unknown, a?: unknown, b?: unknown) {
        if (arguments.length !== 2 || !first!(a) || !second!(b)) return slow(this, arguments);
        return finish(original.call(this, a, b));
      };
    case 3:
      return function (this: unknown, a?: unknown, b?: unknown, c?: unknown) {
        const fits = arguments.length === 3 && first!(a) && second!(b) && third!(c);
        return fits ? finish(original.call(this, a, b, c)) : slow(this, arguments);
      };
    default:
      return function (this: unknown) {
        return slow(this, arguments);
      };
  }
}

/** Whether what goes wrong is to be told through the promise or the iterator that is returned. */
function isAwaited({ kind }: MethodPlan): boolean {
  return kind === "async" || kind === "asyncGenerator";
}

/** A test that takes a value it fails on for refused, so that the slow path deals with the failure. */
function calmly(test: (value: unknown) => boolean): (value: unknown) => boolean {
  return (value) => {
    try {
      return test(value);
    } catch {
      return false;
    }
  };
}

/** What happens with a refused call: who expects a promise must not meet an exception. */
function refuser(method: MethodPlan): (error: unknown) => unknown {
  switch (method.kind) {
    case "async":
      return (error) => Promise.reject(error);
    case "asyncGenerator":
      return refusedIterator;
    default:
      return (error) => {
        throw error;
      };
  }
}

/** What happens with the result of a call. */
function finisher(method: MethodPlan, target: Target): (result: unknown) => unknown {
  const { kind, result: checker } = method;
  const fail = (value: unknown) => {
    const action = `return from ${callName(target, method)}`;
    const violations = explainValue(checker!, value, "result", method.label, "result");
    return answerError(target, method, action, violations);
  };
  switch (kind) {
    case "sync":
      if (checker === undefined) return (result) => result;
      return (result) => {
        if (checker.test(result)) return result;
        throw fail(result);
      };
    case "async": {
      const settle = (value: unknown) => {
        if (checker === undefined || checker.test(value)) return value;
        throw fail(value);
      };
      return (result) => {
        if (!isThenable(result)) return Promise.reject(notA("a promise", result, method, target));
        return checker === undefined ? result : result.then(settle);
      };
    }
    case "generator":
      return (result) => {
        if (isIterator(result)) return checkedIterator(result, method, target);
        throw notA("an iterator", result, method, target);
      };
    case "asyncGenerator":
      return (result) => {
        if (isAsyncIterator(result)) return checkedAsyncIterator(result, method, target);
        return refusedIterator(notA("an async iterator", result, method, target));
      };
  }
}

function notA(expected: string, value: unknown, method: MethodPlan, target: Target): Error {
  const { label } = method;
  const received = preview(value);
  return answerError(target, method, `return from ${callName(target, method)}`, [
    { kind: "result", member: label, path: ["result"], expected, received },
  ]);
}

function isIterator(value: unknown): value is Iterator<unknown, unknown, unknown> {
  return has(value, "next") && has(value, Symbol.iterator);
}

function isAsyncIterator(value: unknown): value is AsyncIterator<unknown, unknown, unknown> {
  return has(value, "next") && has(value, Symbol.asyncIterator);
}

function has(value: unknown, key: PropertyKey): boolean {
  return typeof value === "object" && value !== null &&
    typeof Reflect.get(value, key) === "function";
}
