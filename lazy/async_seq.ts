import { checkFunction, checkKeys } from "../_internal/check_option.ts";
import { AsyncSeqIterator } from "./async_seq_iterator.ts";
import type { AsyncCallback, Compare } from "./callback.ts";
import { closeInTurn } from "./closing.ts";
import { evaluateAsync, type RunOptions } from "./evaluate_async.ts";
import { asyncMode } from "./mode.ts";
import * as combine from "./operators/combine.ts";
import * as group from "./operators/group.ts";
import * as select from "./operators/select.ts";
import * as transform from "./operators/transform.ts";
import * as paging from "./page.ts";
import { type FetchPage, PagesCursor } from "./pages_cursor.ts";
import { Plan } from "./plan.ts";
import { readable, type ReadableOptions } from "./readable.ts";
import type { SinkFactory } from "./sink.ts";
import { createSource, reusableSource, type Source } from "./source.ts";
import type { StageFactory } from "./stage.ts";
import * as collecting from "./terminals/collect.ts";
import * as folding from "./terminals/fold.ts";
import * as grouping from "./terminals/group.ts";
import * as searching from "./terminals/search.ts";
import { top } from "./terminals/top.ts";

/** What {@linkcode AsyncSeqSource} can iterate over. */
export type AsyncItems<T> =
  | AsyncIterable<T>
  | Iterable<T | PromiseLike<T>>
  | AsyncIterator<T>
  | ReadableStream<T>;

/**
 * What an {@linkcode AsyncSeq} can read: an async iterable, an iterable of items or of promises, a
 * stream, or a function that returns one of them. Iterators and streams can be read once;
 * everything else can be read again.
 */
export type AsyncSeqSource<T> = AsyncItems<T> | (() => AsyncItems<T>);

/**
 * A lazy sequence whose items may take time: as {@linkcode Seq}, with async sources and callbacks.
 *
 * Order: as in the source; one callback at a time. Buffer: none, except where a method says so.
 * Cancel: a terminal takes a `signal`; when it aborts, the terminal rejects at once with the reason
 * and the source is closed, without waiting for an item or a callback that is under way. Leaving a
 * `for await` loop closes the source too.
 *
 * @example An async callback after a sync one
 * ```ts
 * import { asyncSeq } from "@weir/std/lazy";
 * import assert from "node:assert/strict";
 *
 * const names = asyncSeq([1, 2, 3]).filter((id) => id > 1).map(async (id) => await `user ${id}`);
 * assert.deepEqual(await names.toArray(), ["user 2", "user 3"]);
 * ```
 * @typeParam T Item type.
 */
export class AsyncSeq<T> implements AsyncIterable<T>, AsyncDisposable {
  readonly #plan: Plan;

  /**
   * Makes a sequence, as {@linkcode asyncSeq} does.
   *
   * @param source What to read; see {@linkcode AsyncSeqSource}.
   * @throws {TypeError} If the source is none of these.
   */
  constructor(source: AsyncSeqSource<T>) {
    this.#plan = (source as unknown) instanceof Plan
      ? source as unknown as Plan
      : Plan.from(createSource(source, asyncMode));
  }

  /**
   * Reads the items of a paged service: a page is fetched when the items before it are used up.
   *
   * Order: as fetched. Buffer: one page. Cancel: when a run ends early, the signal that `fetch` was
   * given aborts, with the reason of the abort if there is one.
   *
   * @example Walking a service to its last page
   * ```ts
   * import { AsyncSeq } from "@weir/std/lazy";
   * import assert from "node:assert/strict";
   *
   * const stored = ["a", "b", "c", "d", "e"];
   * const letters = AsyncSeq.fromPages(async (after: number | undefined) => {
   *   const from = after ?? 0;
   *   const items = await stored.slice(from, from + 2);
   *   return from + 2 < stored.length ? { items, next: from + 2 } : { items };
   * });
   * assert.equal(await letters.join(""), "abcde");
   * ```
   * @param fetch Fetches the page at a cursor, the first page without one.
   * @param options Where to start.
   * @returns A sequence that fetches anew in every run.
   * @throws {TypeError} If `fetch` is not a function; while running, if a page has no `items`.
   */
  static fromPages<T, C>(
    fetch: FetchPage<T, C>,
    options: FromPagesOptions<C> = {},
  ): AsyncSeq<T> {
    checkFunction("read pages", "fetch", fetch);
    checkKeys("read pages", options, ["start"]);
    const { start } = options;
    const source = reusableSource(() => new PagesCursor(fetch, start));
    return new AsyncSeq<T>(Plan.from(source) as unknown as AsyncSeqSource<T>);
  }

  // Operators

  /** Replaces each item by what the callback returns. */
  map<U>(callback: AsyncCallback<T, U>): AsyncSeq<U> {
    return this.#append(transform.map(callback));
  }

  /** Lets the items pass for which the predicate holds. */
  filter<S extends T>(predicate: (value: T, index: number) => value is S): AsyncSeq<S>;
  /** Lets the items pass for which the predicate holds. */
  filter(predicate: AsyncCallback<T, unknown>): AsyncSeq<T>;
  filter(predicate: AsyncCallback<T, unknown>): AsyncSeq<T> {
    return this.#append(select.filter(predicate));
  }

  /**
   * Replaces each item by all items of what the callback returns; strings are refused.
   */
  flatMap<U>(callback: AsyncCallback<T, AsyncItems<U>>): AsyncSeq<U> {
    return this.#append(transform.flatMap(callback));
  }

  /**
   * Lets the first items pass. The source is closed with the last of them; `take(0)` does not open
   * it.
   *
   * @param limit How many items, from 0; fractions are cut off.
   * @throws {TypeError} If `limit` is not a number.
   * @throws {RangeError} If `limit` is negative or `NaN`.
   */
  take(limit: number): AsyncSeq<T> {
    return this.#append(select.take(limit));
  }

  /**
   * Skips the first items.
   *
   * @param limit How many items, from 0; fractions are cut off.
   * @throws {TypeError} If `limit` is not a number.
   * @throws {RangeError} If `limit` is negative or `NaN`.
   */
  drop(limit: number): AsyncSeq<T> {
    return this.#append(select.drop(limit));
  }

  /** Lets items pass until the predicate fails for one, and closes the source there. */
  takeWhile(predicate: AsyncCallback<T, unknown>): AsyncSeq<T> {
    return this.#append(select.takeWhile(predicate));
  }

  /** Skips items until the predicate fails for one; it is not asked again. */
  dropWhile(predicate: AsyncCallback<T, unknown>): AsyncSeq<T> {
    return this.#append(select.dropWhile(predicate));
  }

  /** Calls back for each item that is pulled, and lets it pass when the callback is done. */
  tap(callback: AsyncCallback<T, unknown>): AsyncSeq<T> {
    return this.#append(transform.tap(callback));
  }

  /**
   * Replaces each item by the result of reducing up to it. `initial` itself is not an item; it is
   * shared by all runs, so the reducer must not change it.
   */
  scan<A>(
    reducer: (accumulator: A, value: T, index: number) => A | PromiseLike<A>,
    initial: A,
  ): AsyncSeq<A> {
    return this.#append(transform.scan(reducer, initial));
  }

  /**
   * Lets the first item of each key pass; keys are compared as in a `Set`.
   *
   * Buffer: all keys seen.
   *
   * @param key What to compare; by default the item itself.
   */
  distinct(key?: AsyncCallback<T, unknown>): AsyncSeq<T> {
    return this.#append(select.distinct(key));
  }

  /**
   * Goes on with the items of other sources; each is opened when the one before has run out. One-shot
   * sources that a run does not come to are closed when it ends.
   */
  concat<U = T>(...others: AsyncSeqSource<U>[]): AsyncSeq<T | U> {
    const sources = others.map((other) => createSource(other, asyncMode));
    return this.#append(combine.concat(sources), sources);
  }

  /**
   * Pairs each item with one of another source; ends with the shorter and closes the longer, also a
   * one-shot source that it did not come to open.
   */
  zip<U>(other: AsyncSeqSource<U>): AsyncSeq<[T, U]> {
    const source = createSource(other, asyncMode);
    return this.#append(combine.zip(source), [source]);
  }

  /**
   * Gathers items into arrays; only the last may be shorter.
   *
   * Buffer: `size` items. Cancel: a chunk that is not full is dropped.
   *
   * @param size Items per array, from 1.
   * @throws {TypeError} If `size` is not an integer.
   * @throws {RangeError} If `size` is not from 1 to 2^32 - 1.
   */
  chunks(size: number): AsyncSeq<T[]> {
    return this.#append(group.chunks(size));
  }

  /**
   * Gathers every run of `size` neighbours, each in an array of its own.
   *
   * @param size Items per window, from 1.
   * @param undersized Whether a source shorter than `size` makes one shorter window or none.
   * @throws {TypeError} If `size` is not an integer, or `undersized` is not one of the two words.
   * @throws {RangeError} If `size` is not from 1 to 2^32 - 1.
   */
  windows(size: number, undersized: group.Undersized = "only-full"): AsyncSeq<T[]> {
    return this.#append(group.windows(size, undersized));
  }

  /** Gathers neighbours that have the same key. */
  chunkBy(key: AsyncCallback<T, unknown>): AsyncSeq<T[]> {
    return this.#append(group.chunkBy(key));
  }

  /**
   * Gathers numbered pages, all in one run. A page is handed over when the item after it has been
   * pulled, which is how it knows whether there is a next one; an empty sequence has no pages.
   *
   * Buffer: one page and one item. Cancel: a page that is not complete is dropped.
   *
   * @example The last page
   * ```ts
   * import { asyncSeq } from "@weir/std/lazy";
   * import assert from "node:assert/strict";
   *
   * const last = await asyncSeq(["a", "b", "c"]).pages(2).last();
   * assert.deepEqual(last, { items: ["c"], number: 2, size: 2, start: 2, hasNext: false });
   * ```
   * @param size Items per page, from 1.
   * @throws {TypeError} If `size` is not an integer.
   * @throws {RangeError} If `size` is not from 1 to 2^32 - 1.
   */
  pages(size: number): AsyncSeq<paging.Page<T>> {
    return this.#append(paging.pages(size));
  }

  // Terminals

  /**
   * Reads one page by number, skipping what comes before it and pulling at most one item after it.
   * A page beyond the end is empty.
   *
   * @param number Which page, from 1.
   * @param size Items per page, from 1.
   * @throws {TypeError} If an argument is not a number, or `size` is not an integer.
   * @throws {RangeError} If an argument is out of range.
   */
  page(number: number, size: number, options?: RunOptions): Promise<paging.Page<T>> {
    return this.#run(() => paging.page<T>(number, size), options);
  }

  /**
   * Makes one value of all items.
   *
   * @throws {TypeError} If there are no items and no initial value.
   */
  reduce(reducer: (accumulator: T, value: T, index: number) => T | PromiseLike<T>): Promise<T>;
  /** Makes one value of all items, beginning with `initial`. */
  reduce<A>(
    reducer: (accumulator: A, value: T, index: number) => A | PromiseLike<A>,
    initial: A,
    options?: RunOptions,
  ): Promise<A>;
  reduce<A>(
    reducer: (accumulator: A, value: T, index: number) => A | PromiseLike<A>,
    ...rest: [A?, RunOptions?]
  ): Promise<A> {
    return this.#run(() => folding.reduce<A>(reducer as never, rest.slice(0, 1)), rest[1]);
  }

  /** Collects all items. */
  toArray(options?: RunOptions): Promise<T[]> {
    return this.#run(() => collecting.toArray<T>(), options);
  }

  /** Collects all different items. */
  toSet(options?: RunOptions): Promise<Set<T>> {
    return this.#run(() => collecting.toSet<T>(), options);
  }

  /** Collects the items by key; the last item of a key wins. */
  toMap<K, V = T>(
    key: AsyncCallback<T, K>,
    value?: AsyncCallback<T, V>,
    options?: RunOptions,
  ): Promise<Map<K, V>> {
    return this.#run(() => collecting.toMap<T, K, V>(key, value), options);
  }

  /** Calls back for each item, the next one when the callback is done. */
  forEach(callback: AsyncCallback<T, unknown>, options?: RunOptions): Promise<void> {
    return this.#run(() => collecting.forEach(callback), options);
  }

  /** Counts the items. */
  count(options?: RunOptions): Promise<number> {
    return this.#run(() => folding.count(), options);
  }

  /** Finds the first item for which the predicate holds. */
  find<S extends T>(
    predicate: (value: T, index: number) => value is S,
    options?: RunOptions,
  ): Promise<S | undefined>;
  /** Finds the first item for which the predicate holds. */
  find(predicate: AsyncCallback<T, unknown>, options?: RunOptions): Promise<T | undefined>;
  find(predicate: AsyncCallback<T, unknown>, options?: RunOptions): Promise<T | undefined> {
    return this.#run(() => searching.find(predicate), options);
  }

  /** Tells whether the predicate holds for an item. */
  some(predicate: AsyncCallback<T, unknown>, options?: RunOptions): Promise<boolean> {
    return this.#run(() => searching.some(predicate), options);
  }

  /** Tells whether the predicate holds for all items. */
  every(predicate: AsyncCallback<T, unknown>, options?: RunOptions): Promise<boolean> {
    return this.#run(() => searching.every(predicate), options);
  }

  /** Returns the first item and pulls no other. */
  first(options?: RunOptions): Promise<T | undefined> {
    return this.#run(() => searching.first<T>(), options);
  }

  /** Returns the last item. */
  last(options?: RunOptions): Promise<T | undefined> {
    return this.#run(() => searching.last<T>(), options);
  }

  /** Returns the least item, the earliest of a tie; by default in the order of `<`. */
  min(compare?: Compare<T>, options?: RunOptions): Promise<T | undefined> {
    return this.#run(() => folding.min(compare), options);
  }

  /** Returns the greatest item, the earliest of a tie; by default in the order of `<`. */
  max(compare?: Compare<T>, options?: RunOptions): Promise<T | undefined> {
    return this.#run(() => folding.max(compare), options);
  }

  /**
   * Adds numbers up, in order.
   *
   * @throws {TypeError} If a term is not a number, such as a numeric column that came as text.
   */
  sum(this: AsyncSeq<number>, select?: undefined, options?: RunOptions): Promise<number>;
  /**
   * Adds up a number of each item, in order.
   *
   * @throws {TypeError} If a term is not a number, such as a numeric column that came as text.
   */
  sum(select: AsyncCallback<T, number>, options?: RunOptions): Promise<number>;
  sum(select?: AsyncCallback<T, number>, options?: RunOptions): Promise<number> {
    return this.#run(() => folding.sum(select), options);
  }

  /** Joins the items to a text, by default with commas; `null` and `undefined` are empty. */
  join(separator?: string, options?: RunOptions): Promise<string> {
    return this.#run(() => collecting.join(separator), options);
  }

  /** Collects the items of each key, keys in order of appearance. */
  groupBy<K>(key: AsyncCallback<T, K>, options?: RunOptions): Promise<Map<K, T[]>> {
    return this.#run(() => grouping.groupBy<T, K>(key), options);
  }

  /**
   * Reduces the items of each key to one value.
   *
   * Buffer: one value per key; no items.
   */
  reduceBy<K, A>(
    key: AsyncCallback<T, K>,
    reducer: (accumulator: A, value: T, index: number) => A | PromiseLike<A>,
    initial: (key: K) => A,
    options?: RunOptions,
  ): Promise<Map<K, A>> {
    return this.#run(() => grouping.reduceBy(key, reducer, initial), options);
  }

  /** Counts the items of each key. */
  countBy<K>(key: AsyncCallback<T, K>, options?: RunOptions): Promise<Map<K, number>> {
    return this.#run(() => grouping.countBy<T, K>(key), options);
  }

  /** Collects the items for which the predicate holds, and the others. */
  partition(predicate: AsyncCallback<T, unknown>, options?: RunOptions): Promise<[T[], T[]]> {
    return this.#run(() => grouping.partition(predicate), options);
  }

  /**
   * Returns what would be the first `k` items if the sequence were sorted, in that order; ties stay
   * in order of appearance.
   *
   * Buffer: `k` items.
   *
   * @param k How many items, from 0.
   * @param compare The order; by default that of `<`, so that the least items come first.
   * @throws {TypeError} If `k` is not a number or `compare` is not a function.
   * @throws {RangeError} If `k` is not an integer from 0.
   */
  top(k: number, compare?: Compare<T>, options?: RunOptions): Promise<T[]> {
    return this.#run(() => top(k, compare), options);
  }

  /**
   * Runs the sequence as a stream.
   *
   * Order: as in the sequence. Buffer: `highWaterMark` items, none by default. Cancel: cancelling
   * the stream waits until the source is closed, unless an item is under way: then it waits for
   * neither.
   *
   * @throws {RangeError} If `highWaterMark` is not a number from 0.
   */
  toReadableStream(options?: ReadableOptions): ReadableStream<T> {
    return readable(this.#plan, options);
  }

  /** Begins a run that is pulled from outside; `return()` never waits for a pending `next()`. */
  [Symbol.asyncIterator](): AsyncIteratorObject<T, undefined, unknown> {
    return new AsyncSeqIterator<T>(this.#plan);
  }

  /** Closes one-shot sources, read or not; a sequence that can be run again stays usable. */
  [Symbol.asyncDispose](): Promise<void> {
    return closeInTurn(this.#plan.sources());
  }

  #append<U>(factory: StageFactory, others?: readonly Source[]): AsyncSeq<U> {
    return new AsyncSeq<U>(this.#plan.append(factory, others) as unknown as AsyncSeqSource<U>);
  }

  /** Makes the terminal inside the promise, so that misuse rejects instead of throwing. */
  async #run<R>(terminal: () => SinkFactory<R>, options?: RunOptions): Promise<R> {
    return await evaluateAsync(this.#plan, terminal(), options);
  }
}

/** Options of {@linkcode AsyncSeq.fromPages}. */
export interface FromPagesOptions<C> {
  /** Cursor of the page to begin with; without it, the first page. */
  readonly start?: C | undefined;
}

/**
 * Makes a lazy sequence of items that may take time.
 *
 * @example Promises are awaited in order
 * ```ts
 * import { asyncSeq } from "@weir/std/lazy";
 * import assert from "node:assert/strict";
 *
 * assert.equal(await asyncSeq([Promise.resolve(1), 2]).sum(), 3);
 * ```
 * @param source An async iterable, an iterable, a stream, or a function that returns one for every
 * run.
 * @throws {TypeError} If the source is none of them; what a function returns is checked in a run.
 */
export function asyncSeq<T>(source: AsyncSeqSource<T>): AsyncSeq<T> {
  return new AsyncSeq(source);
}
