import { planOf, SeqTerminals } from "./seq_terminals.ts";
import { AsyncSeq, type AsyncSeqSource } from "./async_seq.ts";
import type { Callback, Compare } from "./callback.ts";
import { asyncMode, syncMode } from "./engine/mode.ts";
import * as combine from "./operators/combine.ts";
import { createSources } from "./operators/others.ts";
import * as group from "./operators/group.ts";
import * as joint from "./operators/joint.ts";
import { hint, type Hints, named } from "./operators/mark.ts";
import { sort, sortBy } from "./operators/sort.ts";
import { reverse } from "./operators/reverse.ts";
import * as select from "./operators/select.ts";
import type { SeqOperator } from "./operators/seq_operator.ts";
import { spread, through } from "./operators/through.ts";
import * as transform from "./operators/transform.ts";
import type { ZipKeyedOptions, ZipOptions } from "./operators/zip_options.ts";
import type { ItemOf, ItemsOf, Row, Shortest } from "./operators/zip_row.ts";
import type { Page } from "./paging/page.ts";
import { PagedSource } from "./paging/paged_source.ts";
import { checkPages, type PagesOptions } from "./paging/pages_options.ts";
import { Plan } from "./plan/plan.ts";
import { memoize, type MemoizeOptions } from "./sharing/memoize.ts";
import { tee, type TeeOptions } from "./sharing/tee.ts";
import { openUpstream } from "./sharing/upstream.ts";
import { createSource, type Source } from "./sources/source.ts";
import type { Operator } from "./plan/operator.ts";

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
export class Seq<T> extends SeqTerminals<T> {
  /**
   * Makes a sequence, as {@linkcode seq} does.
   *
   * @param source What to read; see {@linkcode SeqSource}.
   * @throws {TypeError} If the source is none of these.
   */
  constructor(source: SeqSource<T>) {
    const plan: unknown = source;
    super(plan instanceof Plan ? plan : Plan.from(createSource(source, syncMode)));
  }

  /**
   * Makes a sequence, as {@linkcode seq} does; one that is a `Seq` already is returned as it is.
   *
   * @throws {TypeError} If the source cannot be iterated.
   */
  static from<T>(source: SeqSource<T>): Seq<T> {
    return source instanceof Seq ? source : new Seq(source);
  }

  /**
   * The items of several sources, one source after the other; each is opened when its turn comes.
   *
   * @throws {TypeError} If a source is a string or cannot be iterated.
   */
  static concat<S extends readonly SeqSource<unknown>[]>(...sources: S): Seq<ItemOf<S[number]>> {
    return planned(joint.concatPlan(sources, syncMode));
  }

  /**
   * Rows of one item of each source, as `Iterator.zip` makes them. Each round pulls the sources in
   * turn; when it ends, those that have not run out are closed, the last first.
   *
   * @example Columns, padded
   * ```ts
   * import { Seq } from "@weir/std/lazy";
   * import assert from "node:assert/strict";
   *
   * const rows = Seq.zip([["a", "b"], [1]], { mode: "longest", padding: ["", 0] });
   * assert.deepEqual(rows.toArray(), [["a", 1], ["b", 0]]);
   * ```
   * @param sources What to read, in the order of the columns.
   * @param options When to end, and what stands in for what is missing.
   * @throws {TypeError} If a source is a string or cannot be iterated, or an option is wrong; while
   * running, if the lengths differ with `mode: "strict"`.
   */
  static zip<
    S extends readonly SeqSource<unknown>[] | [] | Iterable<SeqSource<unknown>>,
    const O extends ZipOptions = Shortest,
  >(sources: S, options?: O): Seq<Row<ItemsOf<S>, O>> {
    return planned(joint.zipPlan(sources, syncMode, options));
  }

  /**
   * As {@linkcode Seq.zip}, with names for the columns: rows are objects without a prototype, as
   * `Iterator.zipKeyed` makes them. A name whose source is `undefined` is left out.
   *
   * @example Columns by name
   * ```ts
   * import { Seq } from "@weir/std/lazy";
   * import assert from "node:assert/strict";
   *
   * const users = Seq.zipKeyed({ name: ["Ada", "Alan"], born: [1815, 1912] });
   * assert.equal(users.find((user) => user.born > 1900)?.name, "Alan");
   * ```
   * @throws {TypeError} If a source is a string or cannot be iterated, or an option is wrong; while
   * running, if the lengths differ with `mode: "strict"`.
   */
  static zipKeyed<
    S extends { readonly [K in keyof S]: SeqSource<unknown> | undefined },
    const O extends ZipKeyedOptions = Shortest,
  >(sources: S, options?: O): Seq<Row<ItemsOf<S>, O>> {
    return planned(joint.zipKeyedPlan(sources, syncMode, options));
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
  takeWhile<S extends T>(predicate: (value: T, index: number) => value is S): Seq<S>;
  /** Lets items pass until the predicate fails for one, and closes the source there. */
  takeWhile(predicate: Callback<T, unknown>): Seq<T>;
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
  distinct(key?: Callback<T, unknown>, options?: select.DistinctOptions): Seq<T> {
    return this.#append(select.distinct(key, options));
  }

  /**
   * Goes on with the items of other sources; each is opened when the one before has run out. One-shot
   * sources that a run does not come to are closed when it ends.
   */
  concat<U = T>(...others: SeqSource<U>[]): Seq<T | U> {
    return this.#append(combine.concat(createSources("concat the sequence", others, syncMode)));
  }

  /**
   * Takes turns with other sources: an item of this sequence, one of each other, and so on. A source
   * that has ended is passed over; the sequence ends with the last of them. Each source is opened and
   * pulled when its turn comes, and one-shot sources are closed if a run ends early.
   *
   * @throws {TypeError} If a source is a string or cannot be iterated.
   */
  interleave<U = T>(...others: SeqSource<U>[]): Seq<T | U> {
    const sources = createSources("interleave the sequence", others, syncMode);
    return this.#append(combine.interleave(sources));
  }

  /**
   * Pairs each item with one of another source. By default it ends with the shorter and closes the
   * longer, also a one-shot source that it did not come to open; `mode` and `padding` are those of
   * {@linkcode Seq.zip}.
   *
   * @throws {TypeError} If `other` is a string or cannot be iterated, or an option is wrong; while
   * running, if the lengths differ with `mode: "strict"`.
   */
  zip<U, const O extends ZipOptions = Shortest>(
    other: SeqSource<U>,
    options?: O,
  ): Seq<Row<[T, U], O>> {
    return this.#append(joint.zipWith(other, syncMode, options));
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
   * Gathers numbered pages, all in one run, from the start or after the cursor of a page. A page is
   * handed over when the item after it has been pulled, which is how it knows whether there is a
   * next one; an empty sequence has no pages.
   *
   * Over an array or a range, and operators that are known to save their state, a cursor holds the
   * place where a page ended, and going on costs what the next page costs. Other sequences are run
   * from the start, past what was handed over. A cursor is good for the same operators with the same
   * amounts over the same kind of source; the callbacks, and the items of the source, have to be the
   * same too, which cannot be checked.
   *
   * Buffer: one page and one item.
   *
   * @example A page for each request
   * ```ts
   * import { range } from "@weir/std/lazy";
   * import assert from "node:assert/strict";
   *
   * const odd = range(0, 10).filter((n) => n % 2 === 1);
   * const first = odd.pages(2).first()!;
   * const link = JSON.parse(JSON.stringify(first)).cursor;
   *
   * const second = odd.pages(2, { after: link }).first()!;
   * assert.deepEqual([second.items, second.number, second.hasNext], [[5, 7], 2, true]);
   * ```
   * @param size Items per page, from 1.
   * @param options Where to go on, and how.
   * @throws {TypeError} If `size` is not an integer.
   * @throws {RangeError} If `size` is not from 1 to 2^32 - 1.
   * @throws {CursorError} If the cursor is malformed, of another sequence, or of a place that is gone.
   */
  pages(size: number, options?: PagesOptions): Seq<Page<T>> {
    const source = new PagedSource(planOf(this), syncMode, checkPages(size, options));
    return planned(Plan.from(source));
  }

  /**
   * Shares one run among several sequences, each of which can be read once. The source is closed when
   * the last of them is.
   *
   * Buffer: at most `maxLag` items, those that the slowest branch has not read. A branch that gets
   * further ahead fails with a `RangeError`; the others can still be read.
   *
   * @example Two views of one pass, read in step
   * ```ts
   * import { seq } from "@weir/std/lazy";
   * import assert from "node:assert/strict";
   *
   * const [numbers, squares] = seq([1, 2, 3].values()).tee(2);
   * const pairs = numbers!.zip(squares!.map((n) => n * n));
   * assert.deepEqual(pairs.toArray(), [[1, 1], [2, 4], [3, 9]]);
   * ```
   * @param count How many branches, from 1.
   * @throws {TypeError} If an argument is of the wrong type or an option unknown.
   * @throws {RangeError} If a number is out of range.
   */
  tee(count: number, options?: TeeOptions): Seq<T>[] {
    return tee(openUpstream(planOf(this)), count, options, [planOf(this)]).map((source) =>
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
  memoize(options?: MemoizeOptions): Seq<T> {
    return planned(Plan.from(memoize(openUpstream(planOf(this)), options, [planOf(this)])));
  }

  /**
   * Sorts the items, stably. Nothing goes on before the source has run out; then the order is worked
   * out only as far as items are asked for, and with `take()` behind it only the first are kept.
   *
   * Buffer: all items, or as many as are taken.
   *
   * @example The three largest
   * ```ts
   * import { seq } from "@weir/std/lazy";
   * import assert from "node:assert/strict";
   *
   * assert.deepEqual(seq([3, 9, 1, 7, 8]).sort((a, b) => b - a).take(3).toArray(), [9, 8, 7]);
   * ```
   * @param compare The order; by default that of `<`, in which 10 comes after 9.
   * @throws {TypeError} If `compare` is not a function.
   */
  sort(compare?: Compare<T>): Seq<T> {
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
  sortBy<K>(key: Callback<T, K>, compare?: Compare<K>): Seq<T> {
    return this.#append(sortBy<T, K>(key, compare));
  }

  /**
   * Turns the sequence round. Nothing goes on before the source has run out; then items are let go as
   * they are handed over.
   *
   * Buffer: all items.
   */
  reverse(): Seq<T> {
    return this.#append(reverse());
  }

  /**
   * Sends the items through an operator of your own: for what needs a state and is not here.
   *
   * @example Pairs of neighbours
   * ```ts
   * import { range, type SeqOperator } from "@weir/std/lazy";
   * import assert from "node:assert/strict";
   *
   * function pairwise<T>(): SeqOperator<T, [T, T], { last?: { item: T } }> {
   *   return {
   *     name: "pairwise",
   *     init: () => ({}),
   *     push(state, item, emit) {
   *       if (state.last !== undefined) emit([state.last.item, item]);
   *       state.last = { item };
   *     },
   *   };
   * }
   * assert.deepEqual(range(1, 4).through(pairwise()).toArray(), [[1, 2], [2, 3]]);
   * ```
   * @param operator What to do with each item; see {@linkcode SeqOperator}.
   * @throws {TypeError} If a part of the operator is missing or is no function.
   */
  through<U, S>(operator: SeqOperator<T, U, S>): Seq<U> {
    return this.#append<unknown>(through(operator)).#append(spread());
  }

  /** Gives the sequence up to here a name, for whoever reads its plan. */
  named(label: string): Seq<T> {
    return this.#append(named(label));
  }

  /**
   * Tells what the sequence cannot know of itself; see {@linkcode Hints}. Nothing is checked in a
   * run, so a wrong hint may make a wrong result.
   *
   * @throws {TypeError} If a hint does not exist or is of the wrong type.
   * @throws {RangeError} If `size` is not a number of items.
   */
  hint(hints: Hints): Seq<T> {
    return this.#append(hint(hints));
  }

  /** The same sequence as an {@linkcode AsyncSeq}; items that are promises are awaited. */
  toAsync(): AsyncSeq<Awaited<T>> {
    const source: Source = {
      open: () => asyncMode.open(this),
      close: () => this[Symbol.dispose](),
      discard: () => this[Symbol.iterator]().return?.(),
      origin: { kind: "toAsync", befores: [planOf(this)] },
    };
    return new AsyncSeq(Plan.from(source) as unknown as AsyncSeqSource<Awaited<T>>);
  }

  #append<U>(operator: Operator): Seq<U> {
    return planned(planOf(this).append(operator));
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

function planned<T>(plan: Plan): Seq<T> {
  return new Seq(plan as unknown as SeqSource<T>);
}
