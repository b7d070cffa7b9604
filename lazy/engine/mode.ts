import { formatValue } from "../../_internal/check_option.ts";
import { isThenable } from "../../_internal/is_thenable.ts";
import { type AnyIterator, type Cursor, ItemsCursor, IteratorCursor } from "./cursor.ts";
import { promiseOf } from "./promise_of.ts";
import { StreamCursor } from "../sources/stream_cursor.ts";

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
    if (isIndexed(source)) return new ItemsCursor(source, false);
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
    if (isIndexed(source)) return new ItemsCursor(source, true);
    const iterator = iteratorOf(source, Symbol.asyncIterator);
    if (iterator !== undefined) return new IteratorCursor(iterator, false);
    const syncIterator = iteratorOf(source, Symbol.iterator);
    if (syncIterator !== undefined) return new IteratorCursor(syncIterator, true);
    throw notAsyncIterable(source);
  },
  chain: (result, next) =>
    isThenable(result)
      ? promiseOf(result).then((settled) => next(settled as never))
      : next(result as never),
};

/** Opens what a callback of `flatMap` returned. */
export function openInner(inner: unknown, mode: Mode): Cursor {
  if (typeof inner !== "string") return mode.open(inner);
  throw new TypeError(
    "Cannot flatMap the sequence as the callback returned a string: " +
      "return [text] to keep it whole or [...text] to split it",
  );
}

/** Tells an array or typed array that is iterated the usual way, so that its items can be indexed. */
export function isIndexed(source: unknown): source is ArrayLike<unknown> & object {
  if (Array.isArray(source)) return source[Symbol.iterator] === Array.prototype[Symbol.iterator];
  return ArrayBuffer.isView(source) && !(source instanceof DataView) &&
    (source as Uint8Array)[Symbol.iterator] === Uint8Array.prototype[Symbol.iterator];
}

/** Tells whether a source can be read only once. */
export function isOneShot(source: unknown): boolean {
  return isIterator(source) || isStream(source) || isReadable(source);
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

/** Tells the streams of Node, which can be iterated once although they have no `next()`. */
function isReadable(source: unknown): boolean {
  const { read, destroy } = (source ?? {}) as { read?: unknown; destroy?: unknown };
  return typeof read === "function" && typeof destroy === "function";
}

function notIterable(source: unknown): TypeError {
  const isAsync = hasIterator(source, Symbol.asyncIterator);
  const hint = isAsync ? "; use asyncSeq() for async sources" : "";
  return new TypeError(refusal("an iterable", source) + hint);
}

function notAsyncIterable(source: unknown): TypeError {
  const hint = isThenable(source)
    ? "; await it in a generator: asyncSeq(async function* () { yield* await openSource(); })"
    : "";
  return new TypeError(
    refusal("an async iterable, an iterable or a ReadableStream", source) + hint,
  );
}

function refusal(rule: string, source: unknown): string {
  return `Cannot read the source as it must be ${rule}: current value is ${formatValue(source)}`;
}
