import { formatValue } from "../_internal/check_option.ts";
import { isThenable } from "../_internal/is_thenable.ts";
import { type AnyIterator, type Cursor, IteratorCursor } from "./cursor.ts";
import { StreamCursor } from "./stream_cursor.ts";

/** The few things that differ between a sync and an async run. */
export interface Mode {
  /** Whether results of callbacks and sources are awaited. */
  readonly isAsync: boolean;
  /** Opens whatever can be iterated; never a factory. */
  open(source: unknown): Cursor;
  /** Goes on with the result of a callback, later if it is a promise and the run is async. */
  chain<R>(result: unknown, next: (result: R) => unknown): unknown;
}

/** Runs on the spot; promises are items like any other. */
export const syncMode: Mode = {
  isAsync: false,
  open(source) {
    const iterator = iteratorOf(source, Symbol.iterator);
    if (iterator !== undefined) return new IteratorCursor(iterator, false);
    const hint = iteratorOf(source, Symbol.asyncIterator) === undefined
      ? ""
      : "; use asyncSeq() for async sources";
    throw notIterable("an iterable", source, hint);
  },
  chain: (result, next) => next(result as never),
};

/** Awaits promises, and nothing that is not a promise. */
export const asyncMode: Mode = {
  isAsync: true,
  open(source) {
    if (isStream(source)) return new StreamCursor(source);
    const iterator = iteratorOf(source, Symbol.asyncIterator);
    if (iterator !== undefined) return new IteratorCursor(iterator, false);
    const syncIterator = iteratorOf(source, Symbol.iterator);
    if (syncIterator !== undefined) return new IteratorCursor(syncIterator, true);
    throw notIterable("an async iterable, an iterable or a ReadableStream", source, "");
  },
  chain: (result, next) =>
    isThenable(result) ? result.then((settled) => next(settled as never)) : next(result as never),
};

/** Tells whether a source can be read only once. */
export function isOneShot(source: unknown): boolean {
  return isIterator(source) || isStream(source);
}

function iteratorOf(
  source: unknown,
  key: typeof Symbol.iterator | typeof Symbol.asyncIterator,
): AnyIterator | undefined {
  if (source === null || source === undefined) return undefined;
  const method = (source as Record<symbol, unknown>)[key];
  if (typeof method === "function") return method.call(source);
  const isBare = isIterator(source) && !(Symbol.iterator in source) &&
    !(Symbol.asyncIterator in source);
  return isBare ? source : undefined;
}

function isIterator(source: unknown): source is AnyIterator & object {
  return typeof source === "object" && source !== null &&
    typeof (source as { next?: unknown }).next === "function";
}

function isStream(source: unknown): source is ReadableStream<unknown> {
  return typeof source === "object" && source !== null &&
    typeof (source as { getReader?: unknown }).getReader === "function";
}

function notIterable(rule: string, source: unknown, hint: string): TypeError {
  return new TypeError(
    `Cannot read the source as it must be ${rule}: current value is ${formatValue(source)}${hint}`,
  );
}
