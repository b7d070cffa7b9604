import { addSequenceClass } from "./sources/source.ts";
import { take } from "./operators/select.ts";
import { explain, type Explanation } from "./plan/explain.ts";
import type { Size } from "./plan/marks.ts";
import type { Callback, Compare } from "./callback.ts";
import { closeAll } from "./engine/closing.ts";
import { evaluate } from "./engine/evaluate.ts";
import { jump } from "./paging/jump.ts";
import * as paging from "./paging/page.ts";
import type { Plan } from "./plan/plan.ts";
import { iterate } from "./engine/iterate.ts";
import { seqReadable, type SeqReadableOptions } from "./readable.ts";
import type { SinkFactory } from "./engine/sink.ts";
import { aggregate, type Reducers } from "./terminals/aggregate.ts";
import * as collecting from "./terminals/collect.ts";
import * as folding from "./terminals/fold.ts";
import * as grouping from "./terminals/group.ts";
import * as searching from "./terminals/search.ts";
import { top } from "./terminals/top.ts";

/** The recipe of a sequence. */
export let planOf: (sequence: SeqTerminals<unknown>) => Plan;

/** What runs a sequence: its terminals. {@linkcode Seq} adds the operators. */
export abstract class SeqTerminals<T> implements Iterable<T>, Disposable {
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
   * @param options How the cursor of the page is made.
   * @throws {TypeError} If an argument is not a number, or `size` is not an integer.
   * @throws {RangeError} If an argument is out of range.
   */
  page(number: number, size: number, options: paging.PageOptions = {}): paging.Page<T> {
    const read = paging.page<T>(this.#plan, number, size, options);
    const plan = jump(this.#plan, number, size, options);
    if (plan === undefined) return this.#run(read);
    return evaluate(plan, searching.first<paging.Page<T>>()) ?? read().result();
  }

  /**
   * Makes one value of all items.
   *
   * @throws {TypeError} If there are no items and no initial value.
   */
  reduce(reducer: (accumulator: T, value: T, index: number) => T): T;
  /** Makes one value of all items, beginning with `initial`. */
  reduce<A>(reducer: (accumulator: A, value: T, index: number) => A, initial: A): A;
  reduce<A>(reducer: (accumulator: A, value: T, index: number) => A, ...initial: [A?]): A {
    return this.#run(folding.reduce<A>(reducer as never, initial));
  }

  /** Collects all items. */
  toArray(): T[] {
    return this.#run(collecting.toArray<T>());
  }

  /** Collects all different items. */
  toSet(): Set<T> {
    return this.#run(collecting.toSet<T>());
  }

  /** Collects the items by key; the last item of a key wins. */
  toMap<K, V = T>(key: Callback<T, K>, value?: Callback<T, V>): Map<K, V> {
    return this.#run(collecting.toMap<T, K, V>(key, value));
  }

  /** Calls back for each item. */
  forEach(callback: Callback<T, unknown>): void {
    return this.#run(collecting.forEach(callback));
  }

  /** Counts the items. */
  count(): number {
    return this.#run(folding.count());
  }

  /** Finds the first item for which the predicate holds. */
  find<S extends T>(predicate: (value: T, index: number) => value is S): S | undefined;
  /** Finds the first item for which the predicate holds. */
  find(predicate: Callback<T, unknown>): T | undefined;
  find(predicate: Callback<T, unknown>): T | undefined {
    return this.#run(searching.find(predicate));
  }

  /** Tells whether the predicate holds for an item. */
  some(predicate: Callback<T, unknown>): boolean {
    return this.#run(searching.some(predicate));
  }

  /** Tells whether the predicate holds for all items. */
  every(predicate: Callback<T, unknown>): boolean {
    return this.#run(searching.every(predicate));
  }

  /**
   * Tells whether an item is a value, as `Array.prototype.includes()` compares them.
   *
   * @param value What to look for.
   * @param skippedItems How many items to pass over at the start, from 0.
   * @throws {TypeError} If `skippedItems` is neither an integer nor infinite.
   * @throws {RangeError} If `skippedItems` is negative or not a safe integer.
   */
  includes(value: T, skippedItems?: number): boolean {
    return this.#run(searching.includes(value, skippedItems));
  }

  /** Returns the first item and pulls no other. */
  first(): T | undefined {
    return evaluate(this.#plan.append(take(1)), searching.first<T>());
  }

  /** Returns the last item. */
  last(): T | undefined {
    return this.#run(searching.last<T>());
  }

  /** Returns the least item, the earliest of a tie; by default in the order of `<`. */
  min(compare?: Compare<T>): T | undefined {
    return this.#run(folding.min(compare));
  }

  /** Returns the greatest item, the earliest of a tie; by default in the order of `<`. */
  max(compare?: Compare<T>): T | undefined {
    return this.#run(folding.max(compare));
  }

  /**
   * Adds numbers up, in order.
   *
   * @throws {TypeError} If a term is not a number, such as a numeric column that came as text.
   */
  sum(this: SeqTerminals<number>): number;
  /**
   * Adds up a number of each item, in order.
   *
   * @throws {TypeError} If a term is not a number, such as a numeric column that came as text.
   */
  sum(select: Callback<T, number>): number;
  sum(select?: Callback<T, number>): number {
    return this.#run(folding.sum(select));
  }

  /** Joins the items to a text, by default with commas; `null` and `undefined` are empty. */
  join(separator?: string): string {
    return this.#run(collecting.join(separator));
  }

  /** Collects the items of each key, keys in order of appearance. */
  groupBy<K>(key: Callback<T, K>): Map<K, T[]> {
    return this.#run(grouping.groupBy<T, K>(key));
  }

  /**
   * Reduces the items of each key to one value.
   *
   * Buffer: one value per key; no items.
   */
  reduceBy<K, A>(
    key: Callback<T, K>,
    reducer: (accumulator: A, value: T, index: number) => A,
    initial: (key: K) => A,
  ): Map<K, A> {
    return this.#run(grouping.reduceBy(key, reducer, initial));
  }

  /** Counts the items of each key. */
  countBy<K>(key: Callback<T, K>): Map<K, number> {
    return this.#run(grouping.countBy<T, K>(key));
  }

  /**
   * Makes several values of all items in one pass.
   *
   * @example Three answers, one pass
   * ```ts
   * import { reducers, seq } from "@weir/std/lazy";
   * import assert from "node:assert/strict";
   *
   * const { count, max, mean } = reducers;
   * const totals = seq([4, 8, 6]).aggregate({ orders: count(), largest: max(), average: mean() });
   * assert.deepEqual(totals, { orders: 3, largest: 8, average: 6 });
   * ```
   * @throws {TypeError} If one of them is not a reducer.
   */
  aggregate<R extends object>(reducers: Reducers<T, R>): R {
    return this.#run(aggregate<T, R>(reducers));
  }

  /** Collects the items for which the predicate holds, and the others. */
  partition<S extends T>(
    predicate: (value: T, index: number) => value is S,
  ): [S[], Exclude<T, S>[]];
  /** Collects the items for which the predicate holds, and the others. */
  partition(predicate: Callback<T, unknown>): [T[], T[]];
  partition(predicate: Callback<T, unknown>): [T[], T[]] {
    return this.#run(grouping.partition(predicate));
  }

  /**
   * Returns what would be the first `k` items if the sequence were sorted, in that order; ties stay
   * in order of appearance.
   *
   * Buffer: `k` items.
   *
   * @example The three largest
   * ```ts
   * import { seq } from "@weir/std/lazy";
   * import assert from "node:assert/strict";
   *
   * assert.deepEqual(seq([3, 9, 1, 7, 8]).top(3, (a, b) => b - a), [9, 8, 7]);
   * ```
   * @param k How many items, from 0.
   * @param compare The order; by default that of `<`, so that the least items come first.
   * @throws {TypeError} If `k` is not a number or `compare` is not a function.
   * @throws {RangeError} If `k` is not an integer from 0.
   */
  top(k: number, compare?: Compare<T>): T[] {
    return this.#run(top(k, compare));
  }

  /**
   * Tells what a run does and what it costs: the operators, those that are done in one loop, what was
   * rewritten, how many items there are, what is kept of them, and how pages resume. Runs nothing.
   */
  explain(): Explanation {
    return explain(this.#plan, false);
  }

  /** How many items a run has, at least and at most, as far as that is known without one. */
  sizeHint(): Size {
    return explain(this.#plan, false).size;
  }

  /**
   * Runs the sequence as a stream.
   *
   * Nothing is pulled before the stream is read; then it pulls `highWaterMark` items at a time.
   * Cancelling the stream closes the source.
   *
   * @throws {TypeError} If `highWaterMark` is not a number.
   * @throws {RangeError} If `highWaterMark` is less than 1.
   */
  toReadableStream(options?: SeqReadableOptions): ReadableStream<T> {
    return seqReadable(this.#plan, options);
  }

  /** Begins a run that is pulled from outside; it has the native iterator helpers. */
  [Symbol.iterator](): IteratorObject<T, undefined, unknown> {
    return iterate<T>(this.#plan);
  }

  /** Closes one-shot sources, read or not; a sequence that can be run again stays usable. */
  [Symbol.dispose](): void {
    closeAll(this.#plan.sources());
  }

  #run<R>(factory: SinkFactory<R>): R {
    return evaluate(this.#plan, factory);
  }
}
