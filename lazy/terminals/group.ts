import { checkFunction } from "../../_internal/check_option.ts";
import type { Callback } from "../callback.ts";
import type { Sink, SinkFactory } from "../engine/sink.ts";
import { KeyCounts } from "../keys/key_counts.ts";
import { type Cell, KeyStates } from "../keys/key_states.ts";

/** Items by key; keys in the order of their first item. */
export function groupBy<T, K>(key: Callback<T, unknown>): SinkFactory<Map<K, T[]>> {
  checkFunction("group the sequence", "key", key);
  return () => {
    let index = 0;
    const groups = new Map<K, T[]>();
    return {
      callback: key,
      call: (value: T) => key(value, index++),
      settle(itemKey: K, value: T) {
        const group = groups.get(itemKey);
        if (group === undefined) groups.set(itemKey, [value]);
        else group.push(value);
      },
      result: () => groups,
    };
  };
}

/** One value per key; no group is kept. */
export function reduceBy<T, K, A>(
  key: Callback<T, unknown>,
  reducer: (accumulator: A, value: T, index: number) => unknown,
  initial: (key: K) => A,
): SinkFactory<Map<K, A>> {
  checkFunction("reduce the sequence by key", "key", key);
  checkFunction("reduce the sequence by key", "reducer", reducer);
  checkFunction("reduce the sequence by key", "initial", initial);
  return (mode) => {
    if (!mode.isAsync) return new ReduceBySink<T, K, A>(key, reducer, initial);
    const states = new KeyStates<K, A>(initial);
    let index = 0;
    let cell: Cell<A>;
    return {
      call(value: T) {
        const at = index++;
        return mode.chain(key(value, at), (itemKey: K) =>
          // To find the cell may call `initial`, which may abort the run.
          mode.chain(states.cellOf(itemKey), (found: Cell<A>) => {
            cell = found;
            return reducer(cell.state, value, at);
          }));
      },
      settle: (after: A) => void (cell.state = after),
      result: () => states.result(),
    };
  };
}

/** How many items each key has. */
export function countBy<T, K>(key: Callback<T, unknown>): SinkFactory<Map<K, number>> {
  checkFunction("count the sequence by key", "key", key);
  return () => new CountBySink<T, K>(key);
}

// Classes, as what changes with every item is faster in a field than in a closure.

class ReduceBySink<T, K, A> implements Sink<Map<K, A>> {
  readonly #key: Callback<T, unknown>;
  readonly #reducer: (accumulator: A, value: T, index: number) => unknown;
  readonly #states: KeyStates<K, A>;
  #index = 0;

  constructor(
    key: Callback<T, unknown>,
    reducer: (accumulator: A, value: T, index: number) => unknown,
    initial: (key: K) => A,
  ) {
    this.#key = key;
    this.#reducer = reducer;
    this.#states = new KeyStates(initial);
  }

  push(value: T): false {
    const key = this.#key;
    const reducer = this.#reducer;
    const index = this.#index++;
    const cell = this.#states.cellOf(key(value, index) as K);
    cell.state = reducer(cell.state, value, index) as A;
    return false;
  }

  settle(value: T): void {
    this.push(value);
  }

  result(): Map<K, A> {
    return this.#states.result();
  }
}

class CountBySink<T, K> implements Sink<Map<K, number>> {
  readonly #key: Callback<T, unknown>;
  readonly #counts = new KeyCounts<K>();
  #index = 0;

  constructor(key: Callback<T, unknown>) {
    this.#key = key;
  }

  get callback(): Callback<T, unknown> {
    return this.#key;
  }

  call(value: T): unknown {
    const key = this.#key;
    return key(value, this.#index++);
  }

  settle(key: unknown): void {
    this.#counts.push(key);
  }

  push(value: T): false {
    const key = this.#key;
    this.#counts.push(key(value, this.#index++));
    return false;
  }

  result(): Map<K, number> {
    return this.#counts.result();
  }
}

/** The items for which the predicate holds, and the others. */
export function partition<T>(predicate: Callback<T, unknown>): SinkFactory<[T[], T[]]> {
  checkFunction("partition the sequence", "predicate", predicate);
  return () => {
    let index = 0;
    const parts: [T[], T[]] = [[], []];
    return {
      callback: predicate,
      call: (value: T) => predicate(value, index++),
      settle: (holds, value: T) => void parts[holds ? 0 : 1].push(value),
      result: () => parts,
    };
  };
}
