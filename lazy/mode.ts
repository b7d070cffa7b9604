import { formatValue } from "../_internal/check_option.ts";
import { isThenable } from "../_internal/is_thenable.ts";
import { type AnyIterator, type Cursor, IteratorCursor } from "./cursor.ts";
import { StreamCursor } from "./stream_cursor.ts";

/** The few things that differ between a sync and an async run. */
export interface Mode {
  /** Whether results of callbacks and sources are awaited. */
  readonly isAsync: boolean;
  /** Refuses, without opening it, what cannot be iterated. */
  check(source: unknown): void;
  /** Opens whatever can be iterated; never a factory. */
  open(source: unknown): Cursor;
  /** Goes on with the result of a callback, later if it is a promise and the run is async. */
  chain<R>(result: unknown, next: (result: R) => unknown): unknown;
}

/** Runs on the spot; promises are items like any other. */
export const syncMode: Mode = {
  isAsync: false,
  check(source) {
    if (!hasIterator(source, Symbol.iterator)) throw notIterable(source);
  },
  open(source) {
    const iterator = iteratorOf(source, Symbol.iterator);
    if (iterator !== undefined) return new IteratorCursor(iterator, false);
    throw notIterable(source);
  },
  chain: (result, next) => next(result as never),
};

/** Awaits promises, and nothing that is not a promise. */
export const asyncMode: Mode = {
  isAsync: true,
  check(source) {
    if (isStream(source) || hasIterator(source, Symbol.asyncIterator)) return;
    if (!hasIterator(source, Symbol.iterator)) throw notAsyncIterable(source);
  },
  open(source) {
    if (isStream(source)) return new StreamCursor(source);
    const iterator = iteratorOf(source, Symbol.asyncIterator);
    if (iterator !== undefined) return new IteratorCursor(iterator, false);
    const syncIterator = iteratorOf(source, Symbol.iterator);
    if (syncIterator !== undefined) return new IteratorCursor(syncIterator, true);
    throw notAsyncIterable(source);
  },
  chain: (result, next) =>
    isThenable(result) ? result.then((settled) => next(settled as never)) : next(result as never),
};

/** Tells whether a source can be read only once. */
export function isOneShot(source: unknown): boolean {
  return isIterator(source) || isStream(source);
}

type IteratorKey = typeof Symbol.iterator | typeof Symbol.asyncIterator;

/** Tells whether `iteratorOf` would find one, without opening the source. */
function hasIterator(source: unknown, key: IteratorKey): boolean {
  if (source === null || source === undefined) return false;
  return typeof (source as Record<symbol, unknown>)[key] === "function" || isBareIterator(source);
}

function iteratorOf(source: unknown, key: IteratorKey): AnyIterator | undefined {
  if (source === null || source === undefined) return undefined;
  const method = (source as Record<symbol, unknown>)[key];
  if (typeof method === "function") return method.call(source);
  return isBareIterator(source) ? source : undefined;
}

function isBareIterator(source: unknown): source is AnyIterator & object {
  return isIterator(source) && !(Symbol.iterator in source) && !(Symbol.asyncIterator in source);
}

function isIterator(source: unknown): source is AnyIterator & object {
  return typeof source === "object" && source !== null &&
    typeof (source as { next?: unknown }).next === "function";
}

function isStream(source: unknown): source is ReadableStream<unknown> {
  return typeof source === "object" && source !== null &&
    typeof (source as { getReader?: unknown }).getReader === "function";
}

function notIterable(source: unknown): TypeError {
  const isAsync = hasIterator(source, Symbol.asyncIterator);
  const hint = isAsync ? "; use asyncSeq() for async sources" : "";
  return new TypeError(refusal("an iterable", source) + hint);
}

function notAsyncIterable(source: unknown): TypeError {
  return new TypeError(refusal("an async iterable, an iterable or a ReadableStream", source));
}

function refusal(rule: string, source: unknown): string {
  return `Cannot read the source as it must be ${rule}: current value is ${formatValue(source)}`;
}
