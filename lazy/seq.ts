import { AsyncSeq, type AsyncSeqSource } from "./async_seq.ts";
import type { Callback, Compare } from "./callback.ts";
import { closeAll } from "./closing.ts";
import { evaluate } from "./evaluate.ts";
import { asyncMode, syncMode } from "./mode.ts";
import * as combine from "./operators/combine.ts";
import * as group from "./operators/group.ts";
import * as select from "./operators/select.ts";
import * as transform from "./operators/transform.ts";
import * as paging from "./page.ts";
import { Plan } from "./plan.ts";
import { SeqIterator } from "./seq_iterator.ts";
import type { SinkFactory } from "./sink.ts";
import { createSource, type Source } from "./source.ts";
import type { StageFactory } from "./stage.ts";
import * as collecting from "./terminals/collect.ts";
import * as folding from "./terminals/fold.ts";
import * as grouping from "./terminals/group.ts";
import * as searching from "./terminals/search.ts";
import { top } from "./terminals/top.ts";

/**
 * What a {@linkcode Seq} can read: an iterable, an iterator, or a function that returns one of them.
 * An iterator can be read once; everything else can be read again.
 */
export type SeqSource<T> = Iterable<T> | Iterator<T> | (() => Iterable<T> | Iterator<T>);

/**
 * A lazy sequence: a recipe that computes on demand, one item at a time.
 *
 * Nothing runs before a terminal (`toArray()`, `find()`, a `for` loop) asks for items. Then exactly
 * as many items are pulled as the answer needs, and the source is closed once if it has not run
 * out, whether the run ends by a limit, a `break` or a throw. What a callback throws arrives
 * unchanged. Every method returns a new sequence; all state belongs to a run, so a sequence over
 * an array, another collection or a factory can be run any number of times.
 *
 * @example Only what is needed
 * ```ts
 * import { range } from "@weir/std/lazy";
 * import assert from "node:assert/strict";
 *
 * const squares = range(0, Infinity).map((n) => n * n).filter((n) => n % 2 === 1);
 * assert.deepEqual(squares.take(3).toArray(), [1, 9, 25]);
 * ```
 *
 * @example A one-shot source that is closed even if it is never read
 * ```ts
 * import { seq } from "@weir/std/lazy";
 * import assert from "node:assert/strict";
 *
 * let closed = 0;
 * const cursor: Iterator<string> = {
 *   next: () => ({ done: false, value: "row" }),
 *   return: () => ({ done: true, value: void closed++ }),
 * };
 * {
 *   using lines = seq(cursor);
 *   lines.map((line) => line.length);
 * }
 * assert.equal(closed, 1);
 * ```
 * @typeParam T Item type.
 */
export class Seq<T> implements Iterable<T>, Disposable {
  readonly #plan: Plan;

  /**
   * Makes a sequence, as {@linkcode seq} does.
   *
   * @param source What to read; see {@linkcode SeqSource}.
   * @throws {TypeError} If the source is none of these.
   */
  constructor(source: SeqSource<T>) {
    this.#plan = (source as unknown) instanceof Plan
      ? source as unknown as Plan
      : Plan.from(createSource(source, syncMode));
  }

  // Operators

  /** Replaces each item by what the callback returns. */
  map<U>(callback: Callback<T, U>): Seq<U> {
    return this.#append(transform.map(callback));
  }

  /** Lets the items pass for which the predicate holds. */
  filter<S extends T>(predicate: (value: T, index: number) => value is S): Seq<S>;
  /** Lets the items pass for which the predicate holds. */
  filter(predicate: Callback<T, unknown>): Seq<T>;
  filter(predicate: Callback<T, unknown>): Seq<T> {
    return this.#append(select.filter(predicate));
  }

  /**
   * Replaces each item by all items of the iterable that the callback returns; strings are refused.
   */
  flatMap<U>(callback: Callback<T, Iterable<U> | Iterator<U>>): Seq<U> {
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
  take(limit: number): Seq<T> {
    return this.#append(select.take(limit));
  }

  /**
   * Skips the first items.
   *
   * @param limit How many items, from 0; fractions are cut off.
   * @throws {TypeError} If `limit` is not a number.
   * @throws {RangeError} If `limit` is negative or `NaN`.
   */
  drop(limit: number): Seq<T> {
    return this.#append(select.drop(limit));
  }

  /** Lets items pass until the predicate fails for one, and closes the source there. */
  takeWhile(predicate: Callback<T, unknown>): Seq<T> {
    return this.#append(select.takeWhile(predicate));
  }

  /** Skips items until the predicate fails for one; it is not asked again. */
  dropWhile(predicate: Callback<T, unknown>): Seq<T> {
    return this.#append(select.dropWhile(predicate));
  }

  /** Calls back for each item that is pulled, and lets it pass. */
  tap(callback: Callback<T, unknown>): Seq<T> {
    return this.#append(transform.tap(callback));
  }

  /**
   * Replaces each item by the result of reducing up to it. `initial` itself is not an item; it is
   * shared by all runs, so the reducer must not change it.
   */
  scan<A>(reducer: (accumulator: A, value: T, index: number) => A, initial: A): Seq<A> {
    return this.#append(transform.scan(reducer, initial));
  }

  /**
   * Lets the first item of each key pass; keys are compared as in a `Set`.
   *
   * Buffer: all keys seen.
   *
   * @param key What to compare; by default the item itself.
   */
  distinct(key?: Callback<T, unknown>): Seq<T> {
    return this.#append(select.distinct(key));
  }

  /**
   * Goes on with the items of other sources; each is opened when the one before has run out. One-shot
   * sources that a run does not come to are closed when it ends.
   */
  concat<U = T>(...others: SeqSource<U>[]): Seq<T | U> {
    const sources = others.map((other) => createSource(other, syncMode));
    return this.#append(combine.concat(sources), sources);
  }

  /**
   * Pairs each item with one of another source; ends with the shorter and closes the longer, also a
   * one-shot source that it did not come to open.
   */
  zip<U>(other: SeqSource<U>): Seq<[T, U]> {
    const source = createSource(other, syncMode);
    return this.#append(combine.zip(source), [source]);
  }

  /**
   * Gathers items into arrays; only the last may be shorter.
   *
   * @param size Items per array, from 1.
   * @throws {TypeError} If `size` is not an integer.
   * @throws {RangeError} If `size` is not from 1 to 2^32 - 1.
   */
  chunks(size: number): Seq<T[]> {
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
  windows(size: number, undersized: group.Undersized = "only-full"): Seq<T[]> {
    return this.#append(group.windows(size, undersized));
  }

  /** Gathers neighbours that have the same key. */
  chunkBy(key: Callback<T, unknown>): Seq<T[]> {
    return this.#append(group.chunkBy(key));
  }

  /**
   * Gathers numbered pages, all in one run. A page is handed over when the item after it has been
   * pulled, which is how it knows whether there is a next one; an empty sequence has no pages.
   *
   * Buffer: one page and one item.
   *
   * @param size Items per page, from 1.
   * @throws {TypeError} If `size` is not an integer.
   * @throws {RangeError} If `size` is not from 1 to 2^32 - 1.
   */
  pages(size: number): Seq<paging.Page<T>> {
    return this.#append(paging.pages(size));
  }

  /** The same sequence as an {@linkcode AsyncSeq}; items that are promises are awaited. */
  toAsync(): AsyncSeq<Awaited<T>> {
    const source: Source = {
      open: () => asyncMode.open(this),
      close: () => this[Symbol.dispose](),
      discard: () => this[Symbol.iterator]().return?.(),
    };
    return new AsyncSeq(Plan.from(source) as unknown as AsyncSeqSource<Awaited<T>>);
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
  page(number: number, size: number): paging.Page<T> {
    return this.#run(paging.page<T>(number, size));
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

  /** Returns the first item and pulls no other. */
  first(): T | undefined {
    return this.#run(searching.first<T>());
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
  sum(this: Seq<number>): number;
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

  /** Collects the items for which the predicate holds, and the others. */
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

  /** Begins a run that is pulled from outside; it has the native iterator helpers. */
  [Symbol.iterator](): IteratorObject<T, undefined, unknown> {
    return new SeqIterator<T>(this.#plan);
  }

  /** Closes one-shot sources, read or not; a sequence that can be run again stays usable. */
  [Symbol.dispose](): void {
    closeAll(this.#plan.sources());
  }

  #append<U>(factory: StageFactory, others?: readonly Source[]): Seq<U> {
    return new Seq<U>(this.#plan.append(factory, others) as unknown as SeqSource<U>);
  }

  #run<R>(factory: SinkFactory<R>): R {
    return evaluate(this.#plan, factory);
  }
}

/**
 * Makes a lazy sequence.
 *
 * @example A factory can be run again
 * ```ts
 * import { seq } from "@weir/std/lazy";
 * import assert from "node:assert/strict";
 *
 * const words = seq(() => "to be or not".split(" ")).map((word) => word.toUpperCase());
 * assert.equal(words.join(" "), "TO BE OR NOT");
 * assert.equal(words.count(), 4);
 * ```
 * @param source An iterable, an iterator, or a function that returns one for every run.
 * @throws {TypeError} If the source is none of them; what a function returns is checked in a run.
 */
export function seq<T>(source: SeqSource<T>): Seq<T> {
  return new Seq(source);
}
