import type { Method } from "../plan/method_kind.ts";
import { answerOf, type FastPath } from "./fast_path.ts";

type Test = (value: unknown) => boolean;

/**
 * Builds a checked method out of closures, for hosts that refuse generated code and for the first
 * calls. It passes on exactly the arguments it got, since the method may count them.
 */
export function closurePath(path: FastPath): Method {
  const { original, slow, kind } = path;
  const tests = path.params.map(({ test }) => kind === "sync" ? test : calmly(test));
  const finish = finisher(path);
  const [t0, t1, t2, t3] = tests as [Test, Test, Test, Test];
  // Written out, since a loop over the tests costs four times as much.
  switch (tests.length) {
    case 0:
      return function (this: unknown) {
        if (arguments.length > 0) return slow(this, arguments);
        return finish(original.call(this), this);
      };
    case 1:
      return function (this: unknown, a?: unknown) {
        const count = arguments.length;
        if (count > 1 || !t0(a)) return slow(this, arguments);
        return finish(count === 1 ? original.call(this, a) : original.call(this), this);
      };
    case 2:
      return function (this: unknown, a?: unknown, b?: unknown) {
        const count = arguments.length;
        if (count > 2 || !t0(a) || !t1(b)) return slow(this, arguments);
        if (count === 2) return finish(original.call(this, a, b), this);
        return finish(count === 1 ? original.call(this, a) : original.call(this), this);
      };
    case 3:
      return function (this: unknown, a?: unknown, b?: unknown, c?: unknown) {
        const count = arguments.length;
        if (count > 3 || !t0(a) || !t1(b) || !t2(c)) return slow(this, arguments);
        if (count === 3) return finish(original.call(this, a, b, c), this);
        if (count === 2) return finish(original.call(this, a, b), this);
        return finish(Reflect.apply(original, this, arguments), this);
      };
    case 4:
      return function (this: unknown, a?: unknown, b?: unknown, c?: unknown, d?: unknown) {
        const count = arguments.length;
        if (count > 4 || !t0(a) || !t1(b) || !t2(c) || !t3(d)) return slow(this, arguments);
        if (count === 4) return finish(original.call(this, a, b, c, d), this);
        if (count === 3) return finish(original.call(this, a, b, c), this);
        return finish(Reflect.apply(original, this, arguments), this);
      };
    default:
      return function (this: unknown, ...args: unknown[]) {
        const fits = args.length <= tests.length && tests.every((test, index) => test(args[index]));
        return fits ? finish(Reflect.apply(original, this, args), this) : slow(this, args);
      };
  }
}

/** A test that takes a value it fails on for refused, so that the slow path deals with the failure. */
function calmly(test: Test): Test {
  return (value) => {
    try {
      return test(value);
    } catch {
      return false;
    }
  };
}

function finisher(path: FastPath): (result: unknown, self: unknown) => unknown {
  const { finish, result: checker } = path;
  const answer = answerOf(path);
  if (answer === "plain") return (result) => result;
  if (answer === "handed") return finish!;
  const { test } = checker!;
  return (result, self) => test(result) ? result : finish!(result, self);
}
