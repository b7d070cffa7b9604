import { checkFunction } from "../../_internal/check_option.ts";
import type { Callback } from "../callback.ts";
import { type Reducer, type ReducerRun, startSelected } from "./reducer.ts";

/**
 * The first item; `undefined` if there is none. The others are read all the same, for the other
 * reducers.
 *
 * @example
 * ```ts
 * import { reducers, seq } from "@weir/std/lazy";
 * import assert from "node:assert/strict";
 * const ends = { first: reducers.first<number>(), last: reducers.last<number>() };
 * assert.deepEqual(seq([1, 2, 3]).aggregate(ends), { first: 1, last: 3 });
 * ```
 */
export function first<T>(): Reducer<T, T | undefined> {
  return { start: () => new FirstRun<T>() };
}

class FirstRun<T> implements ReducerRun<T, T | undefined> {
  #item: T | undefined;
  #isEmpty = true;

  push(value: T): void {
    if (!this.#isEmpty) return;
    this.#item = value;
    this.#isEmpty = false;
  }

  result(): T | undefined {
    return this.#item;
  }
}

/**
 * The last item; `undefined` if there is none.
 *
 * @example
 * ```ts
 * import { reducers, seq } from "@weir/std/lazy";
 * import assert from "node:assert/strict";
 * assert.equal(seq("abc").aggregate({ last: reducers.last() }).last, "c");
 * ```
 */
export function last<T>(): Reducer<T, T | undefined> {
  return { start: () => new LastRun<T>() };
}

class LastRun<T> implements ReducerRun<T, T | undefined> {
  #item: T | undefined;

  push(value: T): void {
    this.#item = value;
  }

  result(): T | undefined {
    return this.#item;
  }
}

/**
 * All items, or what is selected of each, in an array; an empty one if there are none.
 *
 * @example Names by city
 * ```ts
 * import { reducers, seq } from "@weir/std/lazy";
 * import assert from "node:assert/strict";
 * const people = seq([{ name: "Ada", city: "Bern" }, { name: "Bo", city: "Bern" }]);
 * const { names } = people.aggregate({
 *   names: reducers.by((person) => person.city, reducers.toArray((person) => person.name)),
 * });
 * assert.deepEqual(names, new Map([["Bern", ["Ada", "Bo"]]]));
 * ```
 * @throws {TypeError} If `select` is not a function.
 */
export function toArray<T>(): Reducer<T, T[]>;
export function toArray<T, V>(select: Callback<T, V>): Reducer<T, V[]>;
export function toArray<T>(select?: Callback<T, unknown>): Reducer<T, unknown[]> {
  if (select !== undefined) checkFunction("collect an array", "select", select);
  return { start: () => startSelected(select, new ArrayRun()) };
}

class ArrayRun implements ReducerRun<unknown, unknown[]> {
  readonly #items: unknown[] = [];

  push(value: unknown): void {
    this.#items.push(value);
  }

  result(): unknown[] {
    return this.#items;
  }
}

/**
 * All different items, or what is selected of each, in a set; an empty one if there are none.
 *
 * @example
 * ```ts
 * import { reducers, seq } from "@weir/std/lazy";
 * import assert from "node:assert/strict";
 * const { rests } = seq([1, 2, 3]).aggregate({ rests: reducers.toSet((n) => n % 2) });
 * assert.deepEqual(rests, new Set([1, 0]));
 * ```
 * @throws {TypeError} If `select` is not a function.
 */
export function toSet<T>(): Reducer<T, Set<T>>;
export function toSet<T, V>(select: Callback<T, V>): Reducer<T, Set<V>>;
export function toSet<T>(select?: Callback<T, unknown>): Reducer<T, Set<unknown>> {
  if (select !== undefined) checkFunction("collect a set", "select", select);
  return { start: () => startSelected(select, new SetRun()) };
}

class SetRun implements ReducerRun<unknown, Set<unknown>> {
  readonly #items = new Set<unknown>();

  push(value: unknown): void {
    this.#items.add(value);
  }

  result(): Set<unknown> {
    return this.#items;
  }
}

/**
 * The items, or what is selected of each, as text with a separator between them; nullish ones are empty.
 * An empty text if there are none.
 *
 * @example
 * ```ts
 * import { reducers, seq } from "@weir/std/lazy";
 * import assert from "node:assert/strict";
 * assert.equal(seq([1, 2]).aggregate({ text: reducers.join(" + ") }).text, "1 + 2");
 * ```
 * @param separator What to put between two; by default a comma.
 * @param select What to join; by default the items.
 * @throws {TypeError} If `select` is not a function.
 */
export function join<T>(
  separator?: string,
  select?: Callback<T, unknown>,
): Reducer<T, string> {
  if (select !== undefined) checkFunction("join the items", "select", select);
  return { start: () => startSelected(select, new JoinRun(separator ?? ",")) };
}

class JoinRun implements ReducerRun<unknown, string> {
  readonly #separator: string;
  #text = "";
  #isFirst = true;

  constructor(separator: string) {
    this.#separator = separator;
  }

  push(value: unknown): void {
    if (!this.#isFirst) this.#text += this.#separator;
    this.#isFirst = false;
    this.#text += value === null || value === undefined ? "" : String(value);
  }

  result(): string {
    return this.#text;
  }
}
