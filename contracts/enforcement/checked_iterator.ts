import type { MethodPlan } from "../plan/plan.ts";
import { judgeAnswer } from "./judge.ts";
import { answerError, callName, enforced } from "./refusal.ts";
import type { CheckedMember } from "./checked_member.ts";

// With these prototypes the wrappers have the iterator helpers and disposal of the platform.
const ITERATOR: object = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
const ASYNC_ITERATOR: object = Object.getPrototypeOf(
  Object.getPrototypeOf(async function* () {}).prototype,
);

/** Checks each item of an iterator; a bad one closes it and throws, and nothing comes after it. */
export function checkedIterator(
  slot: CheckedMember,
  clauses: readonly MethodPlan[],
  inner: Iterator<unknown, unknown, unknown>,
): Iterator<unknown, unknown, unknown> {
  const check = itemCheck(slot, clauses);
  let isOver = false;
  const inspect = (step: IteratorResult<unknown>) => {
    const error = check(step);
    if (error === undefined) return step;
    isOver = true;
    try {
      inner.return?.();
    } catch {
      // As in a for-of loop, the first error wins over one during closing.
    }
    throw error;
  };
  return inherit(ITERATOR, {
    next: (value: unknown) =>
      isOver ? { done: true, value: undefined } : inspect(inner.next(value)),
    return: (value: unknown) =>
      isOver || inner.return === undefined ? { done: true, value } : inspect(inner.return(value)),
    throw(reason: unknown) {
      if (isOver) throw reason;
      if (inner.throw !== undefined) return inspect(inner.throw(reason));
      inner.return?.();
      throw reason;
    },
  });
}

/** Checks each item of an async iterator; a bad one closes it and rejects, and nothing comes after it. */
export function checkedAsyncIterator(
  slot: CheckedMember,
  clauses: readonly MethodPlan[],
  inner: AsyncIterator<unknown, unknown, unknown>,
): AsyncIterator<unknown, unknown, unknown> {
  const check = itemCheck(slot, clauses);
  let isOver = false;
  const inspect = async (step: IteratorResult<unknown>) => {
    // Steps that were asked for before the bad item came are still under way.
    if (isOver) return { done: true, value: undefined } as const;
    const error = check(step);
    if (error === undefined) return step;
    isOver = true;
    try {
      await inner.return?.();
    } catch {
      // As in a for-await loop, the first error wins over one during closing.
    }
    throw error;
  };
  return inherit(ASYNC_ITERATOR, {
    next: async (value: unknown) =>
      isOver ? { done: true, value: undefined } : await inspect(await inner.next(value)),
    return: async (value: unknown) =>
      isOver || inner.return === undefined
        ? { done: true, value }
        : await inspect(await inner.return(value)),
    async throw(reason: unknown) {
      if (isOver) throw reason;
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
  slot: CheckedMember,
  clauses: readonly MethodPlan[],
): (step: IteratorResult<unknown>) => Error | undefined {
  const tests = clauses.map(({ result }) => result?.test).filter((test) => test !== undefined);
  let index = -1;
  return (step) => {
    if (step.done) return undefined;
    index++;
    if (tests.every((test) => test(step.value))) return undefined;
    const ruling = judgeAnswer(slot, clauses, step.value, "item");
    if (ruling === undefined) return undefined;
    const at = index;
    const action = () => `yield item ${at} from ${callName(slot, clauses[0]!)}`;
    return enforced(slot, answerError(slot, ruling, action), ruling);
  };
}

/** Runs each step of an iterator inside of something. */
export function steppedIterator(
  inner: Iterator<unknown, unknown, unknown>,
  around: (step: () => IteratorResult<unknown>) => IteratorResult<unknown>,
): Iterator<unknown, unknown, unknown> {
  return inherit(ITERATOR, {
    next: (value: unknown) => around(() => inner.next(value)),
    return: (value: unknown) => around(() => inner.return?.(value) ?? { done: true, value }),
    throw(reason: unknown) {
      if (inner.throw !== undefined) return around(() => inner.throw!(reason));
      inner.return?.();
      throw reason;
    },
  });
}

/** Runs each step of an async iterator inside of something. */
export function steppedAsyncIterator(
  inner: AsyncIterator<unknown, unknown, unknown>,
  around: (step: () => Promise<IteratorResult<unknown>>) => Promise<IteratorResult<unknown>>,
): AsyncIterator<unknown, unknown, unknown> {
  return inherit(ASYNC_ITERATOR, {
    next: (value: unknown) => around(() => inner.next(value)),
    return: (value: unknown) =>
      around(async () => await inner.return?.(value) ?? { done: true, value }),
    async throw(reason: unknown) {
      if (inner.throw !== undefined) return await around(() => inner.throw!(reason));
      await inner.return?.();
      throw reason;
    },
  });
}

function inherit<T extends object>(prototype: object, members: T): T {
  return Object.setPrototypeOf(members, prototype);
}

/** Tells whether something is an iterator that can be iterated over. */
export function isIterator(value: unknown): value is Iterator<unknown, unknown, unknown> {
  return has(value, "next") && has(value, Symbol.iterator);
}

/** Tells whether something is an async iterator that can be iterated over. */
export function isAsyncIterator(value: unknown): value is AsyncIterator<unknown, unknown, unknown> {
  return has(value, "next") && has(value, Symbol.asyncIterator);
}

/**
 * Tells whether something answers as a generator method has to: it can be iterated over, or is an
 * iterator that cannot, as TypeScript allows both.
 */
export function canYield(value: unknown): boolean {
  return canOpen(value, Symbol.iterator) || isBare(value, Symbol.asyncIterator);
}

/** The same for an async generator method. */
export function canYieldLater(value: unknown): boolean {
  return canOpen(value, Symbol.asyncIterator) || isBare(value, Symbol.iterator);
}

/** Returns the iterator of what {@linkcode canYield}; undefined where it has none after all. */
export function openIterator(value: unknown): Iterator<unknown, unknown, unknown> | undefined {
  const inner = open(value, isIterator(value), Symbol.iterator);
  return inner as Iterator<unknown, unknown, unknown> | undefined;
}

/** The same for what {@linkcode canYieldLater}. */
export function openAsyncIterator(
  value: unknown,
): AsyncIterator<unknown, unknown, unknown> | undefined {
  const inner = open(value, isAsyncIterator(value), Symbol.asyncIterator);
  return inner as AsyncIterator<unknown, unknown, unknown> | undefined;
}

function open(value: unknown, isOpen: boolean, key: symbol): unknown {
  const inner: unknown = !isOpen && canOpen(value, key)
    ? (value as Record<symbol, () => unknown>)[key]!()
    : value;
  return has(inner, "next") ? inner : undefined;
}

function canOpen(value: unknown, key: symbol): boolean {
  // Texts can be iterated over as well.
  return value !== null && value !== undefined &&
    typeof Reflect.get(Object(value), key) === "function";
}

/** An iterator that can be iterated over in the other way only is none of the bare ones. */
function isBare(value: unknown, otherKey: symbol): boolean {
  return has(value, "next") && !has(value, otherKey);
}

function has(value: unknown, key: PropertyKey): boolean {
  return typeof value === "object" && value !== null &&
    typeof Reflect.get(value, key) === "function";
}
