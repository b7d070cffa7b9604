import { explainValue } from "./explain.ts";
import type { MethodPlan } from "./plan.ts";
import { answerError, callName } from "./refusal.ts";
import type { Target } from "./target.ts";

// With these prototypes the wrappers have the iterator helpers and disposal of the platform.
const ITERATOR: object = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
const ASYNC_ITERATOR: object = Object.getPrototypeOf(
  Object.getPrototypeOf(async function* () {}).prototype,
);

/** Checks each item of an iterator; a bad one closes it and throws. */
export function checkedIterator(
  inner: Iterator<unknown, unknown, unknown>,
  method: MethodPlan,
  target: Target,
): Iterator<unknown, unknown, unknown> {
  if (method.result === undefined) return inner;
  const check = itemCheck(method, target);
  const inspect = (step: IteratorResult<unknown>) => {
    const error = check(step);
    if (error === undefined) return step;
    try {
      inner.return?.();
    } catch {
      // As in a for-of loop, the first error wins over one during closing.
    }
    throw error;
  };
  return inherit(ITERATOR, {
    next: (value: unknown) => inspect(inner.next(value)),
    return: (value: unknown) =>
      inner.return === undefined ? { done: true, value } : inspect(inner.return(value)),
    throw(reason: unknown) {
      if (inner.throw !== undefined) return inspect(inner.throw(reason));
      inner.return?.();
      throw reason;
    },
  });
}

/** Checks each item of an async iterator; a bad one closes it and rejects. */
export function checkedAsyncIterator(
  inner: AsyncIterator<unknown, unknown, unknown>,
  method: MethodPlan,
  target: Target,
): AsyncIterator<unknown, unknown, unknown> {
  if (method.result === undefined) return inner;
  const check = itemCheck(method, target);
  const inspect = async (step: IteratorResult<unknown>) => {
    const error = check(step);
    if (error === undefined) return step;
    try {
      await inner.return?.();
    } catch {
      // As in a for-await loop, the first error wins over one during closing.
    }
    throw error;
  };
  return inherit(ASYNC_ITERATOR, {
    next: async (value: unknown) => await inspect(await inner.next(value)),
    return: async (value: unknown) =>
      inner.return === undefined ? { done: true, value } : inspect(await inner.return(value)),
    async throw(reason: unknown) {
      if (inner.throw !== undefined) return inspect(await inner.throw(reason));
      await inner.return?.();
      throw reason;
    },
  });
}

/** The answer to a refused call: an async iterator whose first step rejects, and then is over. */
export function refusedIterator(error: unknown): AsyncIterator<never> {
  let pending = true;
  const end = (value: unknown) => {
    pending = false;
    return Promise.resolve({ done: true, value });
  };
  return inherit(ASYNC_ITERATOR, {
    next() {
      if (!pending) return end(undefined);
      pending = false;
      return Promise.reject(error);
    },
    return: end,
    throw(reason: unknown) {
      pending = false;
      return Promise.reject(reason);
    },
  }) as AsyncIterator<never>;
}

/** Counts items, and returns an error for the first that does not fit. */
function itemCheck(
  method: MethodPlan,
  target: Target,
): (step: IteratorResult<unknown>) => Error | undefined {
  const checker = method.result!;
  let index = -1;
  return (step) => {
    if (step.done) return undefined;
    index++;
    if (checker.test(step.value)) return undefined;
    const violations = explainValue(checker, step.value, "item", method.label, "item");
    const action = `yield item ${index} from ${callName(target, method)}`;
    return answerError(target, method, action, violations);
  };
}

function inherit<T extends object>(prototype: object, members: T): T {
  return Object.setPrototypeOf(members, prototype);
}
