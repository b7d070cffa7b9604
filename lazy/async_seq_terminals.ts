import { addSequenceClass } from "./sources/source.ts";
import { take } from "./operators/select.ts";
import { explain, type Explanation } from "./plan/explain.ts";
import type { Size } from "./plan/marks.ts";
import { AsyncSeqIterator } from "./engine/async_seq_iterator.ts";
import { beginRun } from "./engine/begin_run.ts";
import type { AsyncCallback, Compare } from "./callback.ts";
import { closeInTurn } from "./engine/closing.ts";
import { evaluateAsync, type RunOptions } from "./engine/evaluate_async.ts";
import * as paging from "./paging/page.ts";
import type { Plan } from "./plan/plan.ts";
import { readable, type ReadableOptions } from "./readable.ts";
import type { SinkFactory } from "./engine/sink.ts";
import { aggregate, type Reducers } from "./terminals/aggregate.ts";
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

/** The recipe of a sequence. */
export let planOf: (sequence: AsyncSeqTerminals<unknown>) => Plan;

/** What runs a sequence: its terminals. {@linkcode AsyncSeq} adds the operators. */
export abstract class AsyncSeqTerminals<T> implements AsyncIterable<T>, AsyncDisposable {
  static {
    planOf = (sequence) => sequence.#plan;
    addSequenceClass({ prototype: this.prototype, planOf: planOf as (sequence: object) => Plan });
  }

  readonly #plan: Plan;

  /** Keeps the recipe to run. */
  protected constructor(plan: Plan) {
    this.#plan = plan;
  }

  /**
   * Reads one page by number, skipping what comes before it and pulling at most one item after it.
   * A page beyond the end is empty.
   *
   * @param number Which page, from 1.
   * @param size Items per page, from 1.
   * @param options How the cursor of the page is made, and what ends the run early.
   * @throws {TypeError} If an argument is not a number, or `size` is not an integer.
   * @throws {RangeError} If an argument is out of range.
   */
  page(
    number: number,
    size: number,
    { codec, ...options }: paging.PageOptions & RunOptions = {},
  ): Promise<paging.Page<T>> {
    return this.#run(() => paging.page<T>(this.#plan, number, size, { codec }), options);
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

  /**
   * Tells whether an item is a value, as `Array.prototype.includes()` compares them.
   *
   * @param value What to look for.
   * @param skippedItems How many items to pass over at the start, from 0.
   * @throws {TypeError} If `skippedItems` is neither an integer nor infinite.
   * @throws {RangeError} If `skippedItems` is negative or not a safe integer.
   */
  includes(value: T, skippedItems?: number, options?: RunOptions): Promise<boolean> {
    return this.#run(() => searching.includes(value, skippedItems), options);
  }

  /** Returns the first item and pulls no other. */
  first(options?: RunOptions): Promise<T | undefined> {
    return evaluateAsync(this.#plan.append(take(1)), searching.first<T>(), options);
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
  sum(this: AsyncSeqTerminals<number>, select?: undefined, options?: RunOptions): Promise<number>;
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

  /**
   * Makes several values of all items in one pass. Callbacks of reducers are sync.
   *
   * @throws {TypeError} If one of them is not a reducer.
   */
  aggregate<R extends object>(reducers: Reducers<T, R>, options?: RunOptions): Promise<R> {
    return this.#run(() => aggregate<T, R>(reducers), options);
  }

  /** Collects the items for which the predicate holds, and the others. */
  partition<S extends T>(
    predicate: (value: T, index: number) => value is S,
    options?: RunOptions,
  ): Promise<[S[], Exclude<T, S>[]]>;
  /** Collects the items for which the predicate holds, and the others. */
  partition(predicate: AsyncCallback<T, unknown>, options?: RunOptions): Promise<[T[], T[]]>;
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
   * Nothing is pulled before the stream is read, and then only what is read, unless `highWaterMark`
   * lets a read pull ahead: faster where items come by pages or cost little.
   *
   * Order: as in the sequence. Buffer: up to `highWaterMark` items, less the one that is read. Cancel:
   * cancelling the stream waits until the source is closed, unless an item is under way: then it waits
   * for neither.
   *
   * @throws {TypeError} If `highWaterMark` is not a number.
   * @throws {RangeError} If `highWaterMark` is less than 1.
   */
  toReadableStream(options?: ReadableOptions): ReadableStream<T> {
    return readable(this.#plan, options);
  }

  /**
   * Tells what a run does and what it costs: the operators, those that are done in one loop, what was
   * rewritten, how many items there are, what is kept of them, and how pages resume. Runs nothing.
   */
  explain(): Explanation {
    return explain(this.#plan, true);
  }

  /** How many items a run has, at least and at most, as far as that is known without one. */
  sizeHint(): Size {
    return explain(this.#plan, true).size;
  }

  /** Begins a run that is pulled from outside; `return()` never waits for a pending `next()`. */
  [Symbol.asyncIterator](): AsyncIteratorObject<T, undefined, unknown> {
    return new AsyncSeqIterator<T>(beginRun(this.#plan));
  }

  /** Closes one-shot sources, read or not; a sequence that can be run again stays usable. */
  [Symbol.asyncDispose](): Promise<void> {
    return closeInTurn(this.#plan.sources());
  }

  /** Makes the terminal inside the promise, so that misuse rejects instead of throwing. */
  async #run<R>(terminal: () => SinkFactory<R>, options?: RunOptions): Promise<R> {
    return await evaluateAsync(this.#plan, terminal(), options);
  }
}
