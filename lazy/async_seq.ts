import { AsyncSeqTerminals, planOf } from "./async_seq_terminals.ts";
import { checkFunction, checkInteger, checkKeys } from "../_internal/check_option.ts";
import type { BatchOptions } from "./async/batch_cursor.ts";
import type { ConcurrencyOptions } from "./async/concurrency_options.ts";
import type { ConcurrentCallback } from "./async/concurrent_map_cursor.ts";
import { openFeed } from "./async/feed.ts";
import * as overlap from "./async/overlap.ts";
import type { TimeoutOptions } from "./async/timeout_cursor.ts";
import * as timing from "./async/timing.ts";
import type { AsyncCallback, Compare } from "./callback.ts";
import { asyncMode } from "./engine/mode.ts";
import * as combine from "./operators/combine.ts";
import { createSources } from "./operators/others.ts";
import * as group from "./operators/group.ts";
import * as joint from "./operators/joint.ts";
import { hint, type Hints, named } from "./operators/mark.ts";
import { sort, sortBy } from "./operators/sort.ts";
import { reverse } from "./operators/reverse.ts";
import * as select from "./operators/select.ts";
import type { DistinctOptions } from "./operators/select.ts";
import { memoizeAsync, type MemoizeOptions } from "./sharing/memoize.ts";
import { type AsyncTeeOptions, teeAsync } from "./sharing/tee.ts";
import type { AsyncSeqOperator } from "./operators/seq_operator.ts";
import { spread, through } from "./operators/through.ts";
import * as transform from "./operators/transform.ts";
import type { ZipKeyedOptions, ZipOptions } from "./operators/zip_options.ts";
import type { AsyncItemOf, AsyncItemsOf, Row, Shortest } from "./operators/zip_row.ts";
import type { Page } from "./paging/page.ts";
import { PagedSource } from "./paging/paged_source.ts";
import { checkPages, type PagesOptions } from "./paging/pages_options.ts";
import { type FetchPage, PagesCursor } from "./sources/pages_cursor.ts";
import { Plan } from "./plan/plan.ts";
import { createSource, reusableSource } from "./sources/source.ts";
import type { Operator } from "./plan/operator.ts";

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
export class AsyncSeq<T> extends AsyncSeqTerminals<T> {
  /**
   * Makes a sequence, as {@linkcode asyncSeq} does.
   *
   * @param source What to read; see {@linkcode AsyncSeqSource}.
   * @throws {TypeError} If the source is none of these.
   */
  constructor(source: AsyncSeqSource<T>) {
    const plan: unknown = source;
    super(plan instanceof Plan ? plan : Plan.from(createSource(source, asyncMode)));
  }

  /**
   * Makes a sequence, as {@linkcode asyncSeq} does; one that is an `AsyncSeq`
   * already is returned as it is.
   *
   * @throws {TypeError} If the source cannot be iterated.
   */
  static from<T>(source: AsyncSeqSource<T>): AsyncSeq<T> {
    return source instanceof AsyncSeq ? source : new AsyncSeq(source);
  }

  /**
   * The items of several sources, one source after the other; each is opened when its turn comes.
   *
   * @throws {TypeError} If a source is a string or cannot be iterated.
   */
  static concat<S extends readonly AsyncSeqSource<unknown>[]>(
    ...sources: S
  ): AsyncSeq<AsyncItemOf<S[number]>> {
    return planned(joint.concatPlan(sources, asyncMode));
  }

  /**
   * Rows of one item of each source, as {@linkcode Seq.zip} makes them. Each round pulls the sources in
   * turn; when it ends, those that have not run out are closed, the last first.
   *
   * Order: as in the sources. Buffer: one row. Cancel: sources that are open are asked to close at
   * once.
   *
   * @param sources What to read, in the order of the columns.
   * @param options When to end, and what stands in for what is missing.
   * @throws {TypeError} If a source is a string or cannot be iterated, or an option is wrong; while
   * running, if the lengths differ with `mode: "strict"`.
   */
  static zip<
    S extends readonly AsyncSeqSource<unknown>[] | [] | Iterable<AsyncSeqSource<unknown>>,
    const O extends ZipOptions = Shortest,
  >(sources: S, options?: O): AsyncSeq<Row<AsyncItemsOf<S>, O>> {
    return planned(joint.zipPlan(sources, asyncMode, options));
  }

  /**
   * As {@linkcode AsyncSeq.zip}, with names for the columns: rows are objects without a prototype, as
   * `Iterator.zipKeyed` makes them. A name whose source is `undefined` is left out.
   *
   * @throws {TypeError} If a source is a string or cannot be iterated, or an option is wrong; while
   * running, if the lengths differ with `mode: "strict"`.
   */
  static zipKeyed<
    S extends { readonly [K in keyof S]: AsyncSeqSource<unknown> | undefined },
    const O extends ZipKeyedOptions = Shortest,
  >(sources: S, options?: O): AsyncSeq<Row<AsyncItemsOf<S>, O>> {
    return planned(joint.zipKeyedPlan(sources, asyncMode, options));
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
    checkKeys("read pages", options, ["start", "prefetch"]);
    const { start, prefetch = 0 } = options;
    checkInteger("read pages", "prefetch", prefetch, 0);
    const open = () => new PagesCursor(fetch, start, prefetch);
    return planned(Plan.from(reusableSource(open, { kind: "pages" })));
  }

  // Operators

  /** Replaces each item by what the callback returns, one after the other. */
  map<U>(callback: AsyncCallback<T, U>): AsyncSeq<U>;
  /**
   * Replaces each item by what the callback returns, several at once. The callback gets a `signal`,
   * too, which aborts when the run ends before the callback does.
   *
   * Order: that of the items, unless `ordered` is false. Buffer: at most `buffer` results that wait,
   * beside `concurrency` callbacks under way. The first failure, by time, ends the run at once: no
   * callback starts after it, and results that nobody has taken are dropped. Leaving the loop and
   * an abort do the same.
   *
   * @example Two at once, results in order
   * ```ts
   * import { asyncSeq } from "@weir/std/lazy";
   * import assert from "node:assert/strict";
   *
   * const names = asyncSeq([3, 1, 2]).map(async (id) => await `user ${id}`, { concurrency: 2 });
   * assert.deepEqual(await names.toArray(), ["user 3", "user 1", "user 2"]);
   * ```
   * @throws {TypeError} If an argument is of the wrong type or an option unknown.
   * @throws {RangeError} If `concurrency` or `buffer` is out of range.
   */
  map<U>(callback: ConcurrentCallback<T, U>, options: ConcurrencyOptions): AsyncSeq<U>;
  map<U>(
    callback: AsyncCallback<T, U> | ConcurrentCallback<T, U>,
    options?: ConcurrencyOptions,
  ): AsyncSeq<U> {
    if (options === undefined) return this.#append(transform.map(callback as AsyncCallback<T, U>));
    return planned(overlap.concurrentMap(planOf(this), callback, options));
  }

  /**
   * As `map()` with `concurrency`, but a callback that fails does not end the run: every item
   * becomes what `Promise.allSettled()` tells of it. A failure of the source still ends the run.
   *
   * @throws {TypeError} If an argument is of the wrong type or an option unknown.
   * @throws {RangeError} If `concurrency` or `buffer` is out of range.
   */
  mapSettled<U>(
    callback: ConcurrentCallback<T, U>,
    options: ConcurrencyOptions,
  ): AsyncSeq<PromiseSettledResult<U>> {
    return planned(overlap.mapSettled(planOf(this), callback, options));
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
  takeWhile<S extends T>(predicate: (value: T, index: number) => value is S): AsyncSeq<S>;
  /** Lets items pass until the predicate fails for one, and closes the source there. */
  takeWhile(predicate: AsyncCallback<T, unknown>): AsyncSeq<T>;
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
  distinct(key?: AsyncCallback<T, unknown>, options?: DistinctOptions): AsyncSeq<T> {
    return this.#append(select.distinct(key, options));
  }

  /**
   * Goes on with the items of other sources; each is opened when the one before has run out. One-shot
   * sources that a run does not come to are closed when it ends.
   */
  concat<U = T>(...others: AsyncSeqSource<U>[]): AsyncSeq<T | U> {
    return this.#append(combine.concat(createSources("concat the sequence", others, asyncMode)));
  }

  /**
   * Takes turns with other sources: an item of this sequence, one of each other, and so on. A source
   * that has ended is passed over; the sequence ends with the last of them. Each source is opened and
   * pulled when its turn comes, and one-shot sources are closed if a run ends early.
   *
   * @throws {TypeError} If a source is a string or cannot be iterated.
   */
  interleave<U = T>(...others: AsyncSeqSource<U>[]): AsyncSeq<T | U> {
    const sources = createSources("interleave the sequence", others, asyncMode);
    return this.#append(combine.interleave(sources));
  }

  /**
   * Pairs each item with one of another source. By default it ends with the shorter and closes the
   * longer, also a one-shot source that it did not come to open; `mode` and `padding` are those of
   * {@linkcode AsyncSeq.zip}.
   *
   * @throws {TypeError} If `other` is a string or cannot be iterated, or an option is wrong; while
   * running, if the lengths differ with `mode: "strict"`.
   */
  zip<U, const O extends ZipOptions = Shortest>(
    other: AsyncSeqSource<U>,
    options?: O,
  ): AsyncSeq<Row<[T, U], O>> {
    return this.#append(joint.zipWith(other, asyncMode, options));
  }

  /**
   * Pulls items ahead of the consumer, from its first pull on.
   *
   * Buffer: `count` items.
   *
   * @param count How many items may wait, from 1.
   * @throws {TypeError} If `count` is not a number.
   * @throws {RangeError} If `count` is not an integer from 1.
   */
  prefetch(count: number): AsyncSeq<T> {
    return planned(overlap.prefetch(planOf(this), count));
  }

  /**
   * Adds the items of other sources, all in the order in which they come; none waits for another.
   * The first failure ends the run, after the items that came before it.
   *
   * Buffer: one item per source.
   */
  merge<U = T>(...others: AsyncSeqSource<U>[]): AsyncSeq<T | U> {
    const sources = createSources("merge the sequence", others, asyncMode);
    const plans = sources.map((source) => Plan.from(source));
    return planned(overlap.merge([planOf(this), ...plans]));
  }

  /**
   * Gathers items into arrays that are handed over when they are full or when their first item has
   * waited long enough. Items that came before a failure are handed over before it.
   *
   * Buffer: `size` items. Nothing is collected while nobody waits for a batch.
   *
   * @example Full or after a quarter of a second
   * ```ts
   * import { asyncSeq } from "@weir/std/lazy";
   * import assert from "node:assert/strict";
   *
   * const batches = asyncSeq([1, 2, 3]).batch({ size: 2, maxWaitMs: 250 });
   * assert.deepEqual(await batches.toArray(), [[1, 2], [3]]);
   * ```
   * @throws {TypeError} If an option is of the wrong type or unknown.
   * @throws {RangeError} If a number is out of range.
   */
  batch(options: BatchOptions): AsyncSeq<T[]> {
    return planned(timing.batch(planOf(this), options));
  }

  /**
   * Ends the run with a `TimeoutError` when an item does not come in time, counted from when it was
   * asked for. The source is closed without waiting for it.
   *
   * @param timeoutMs Milliseconds that an item may take.
   * @throws {TypeError} If `timeoutMs` is not a number or an option is unknown.
   * @throws {RangeError} If `timeoutMs` is negative or `NaN`.
   */
  timeout(timeoutMs: number, options?: TimeoutOptions): AsyncSeq<T> {
    return planned(timing.timeout(planOf(this), timeoutMs, options));
  }

  /**
   * Shares one run among several sequences, each of which can be read once. The source is closed when
   * the last of them is.
   *
   * Buffer: at most `maxLag` items, those that the slowest branch has not read. A branch that gets
   * further ahead fails with a `RangeError`, or waits with `overflow: "wait"`.
   *
   * @param count How many branches, from 1.
   * @throws {TypeError} If an argument is of the wrong type or an option unknown.
   * @throws {RangeError} If a number is out of range.
   */
  tee(count: number, options?: AsyncTeeOptions): AsyncSeq<T>[] {
    return teeAsync(openFeed(planOf(this)), count, options, [planOf(this)]).map((source) =>
      planned(Plan.from(source))
    );
  }

  /**
   * Keeps the items of one run, so that any number of runs can read them; the source is read once,
   * as far as the furthest of them gets. Disposing closes it.
   *
   * Buffer: all items that were read, at most `limit`; one more fails with a `RangeError`.
   *
   * @throws {TypeError} If `limit` is not a number or an option is unknown.
   * @throws {RangeError} If `limit` is out of range.
   */
  memoize(options?: MemoizeOptions): AsyncSeq<T> {
    return planned(Plan.from(memoizeAsync(openFeed(planOf(this)), options, [planOf(this)])));
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
   * A cursor goes on as one of {@linkcode Seq.pages} does. One of {@linkcode AsyncSeq.fromPages}
   * holds the cursor of the service, which has to be JSON: earlier pages are not fetched again.
   * Whoever writes a cursor by hand chooses what the service is asked for, so it is to be checked as
   * any input, or signed by a `codec`.
   *
   * Buffer: one page and one item. Cancel: a page that is not complete is dropped.
   *
   * @example The last page
   * ```ts
   * import { asyncSeq } from "@weir/std/lazy";
   * import assert from "node:assert/strict";
   *
   * const last = await asyncSeq(["a", "b", "c"]).pages(2).last();
   * assert.deepEqual([last?.items, last?.number, last?.hasNext], [["c"], 2, false]);
   * ```
   * @param size Items per page, from 1.
   * @param options Where to go on, and how.
   * @throws {TypeError} If `size` is not an integer.
   * @throws {RangeError} If `size` is not from 1 to 2^32 - 1.
   * @throws {CursorError} If the cursor is malformed, of another sequence, or of a place that is gone.
   */
  pages(size: number, options?: PagesOptions): AsyncSeq<Page<T>> {
    const source = new PagedSource(planOf(this), asyncMode, checkPages(size, options));
    return planned(Plan.from(source));
  }

  /**
   * Sorts the items, stably. Nothing goes on before the source has run out; then the order is worked
   * out only as far as items are asked for, and with `take()` behind it only the first are kept.
   *
   * Buffer: all items, or as many as are taken.
   *
   * @example The three largest
   * ```ts
   * import { asyncSeq } from "@weir/std/lazy";
   * import assert from "node:assert/strict";
   *
   * const largest = asyncSeq([3, 9, 1, 7, 8]).sort((a, b) => b - a).take(3);
   * assert.deepEqual(await largest.toArray(), [9, 8, 7]);
   * ```
   * @param compare The order; by default that of `<`, in which 10 comes after 9.
   * @throws {TypeError} If `compare` is not a function.
   */
  sort(compare?: Compare<T>): AsyncSeq<T> {
    return this.#append(sort(compare));
  }

  /**
   * Sorts the items by a key, which is asked for once for each item; otherwise as `sort()`.
   *
   * Buffer: all items and their keys.
   *
   * @param key What to compare.
   * @param compare The order of the keys; by default that of `<`.
   * @throws {TypeError} If an argument is not a function.
   */
  sortBy<K>(key: AsyncCallback<T, K>, compare?: Compare<K>): AsyncSeq<T> {
    return this.#append(sortBy<T, K>(key, compare));
  }

  /**
   * Turns the sequence round. Nothing goes on before the source has run out; then items are let go as
   * they are handed over.
   *
   * Buffer: all items.
   */
  reverse(): AsyncSeq<T> {
    return this.#append(reverse());
  }

  /**
   * Sends the items through an operator of your own: for what needs a state and is not here.
   *
   * Order: one item at a time. Buffer: what one call emits. Cancel: an item that is under way comes to
   * nothing.
   *
   * @example A lookup only where the value changes
   * ```ts
   * import { asyncSeq, type AsyncSeqOperator } from "@weir/std/lazy";
   * import assert from "node:assert/strict";
   *
   * const changes: AsyncSeqOperator<string, string, { last?: string }> = {
   *   init: () => ({}),
   *   async push(state, id, emit) {
   *     if (state.last !== id) emit(await Promise.resolve(`user ${id}`));
   *     state.last = id;
   *   },
   * };
   * const users = asyncSeq(["1", "1", "2"]).through(changes);
   * assert.deepEqual(await users.toArray(), ["user 1", "user 2"]);
   * ```
   * @param operator What to do with each item; see {@linkcode AsyncSeqOperator}.
   * @throws {TypeError} If a part of the operator is missing or is no function.
   */
  through<U, S>(operator: AsyncSeqOperator<T, U, S>): AsyncSeq<U> {
    return this.#append<unknown>(through(operator)).#append(spread());
  }

  /** Gives the sequence up to here a name, for whoever reads its plan. */
  named(label: string): AsyncSeq<T> {
    return this.#append(named(label));
  }

  /**
   * Tells what the sequence cannot know of itself; see {@linkcode Hints}. Nothing is checked in a
   * run, so a wrong hint may make a wrong result.
   *
   * @throws {TypeError} If a hint does not exist or is of the wrong type.
   * @throws {RangeError} If `size` is not a number of items.
   */
  hint(hints: Hints): AsyncSeq<T> {
    return this.#append(hint(hints));
  }

  #append<U>(operator: Operator): AsyncSeq<U> {
    return planned(planOf(this).append(operator));
  }
}

/** Options of {@linkcode AsyncSeq.fromPages}. */
export interface FromPagesOptions<C> {
  /** Cursor of the page to begin with; without it, the first page. */
  readonly start?: C | undefined;
  /**
   * How many pages may be fetched ahead of the one that is being read, one after the other.
   *
   * @default {0}
   */
  readonly prefetch?: number | undefined;
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

function planned<T>(plan: Plan): AsyncSeq<T> {
  return new AsyncSeq(plan as unknown as AsyncSeqSource<T>);
}
