import { formatValue } from "../_internal/check_option.ts";
import { StoreRejectedError } from "./errors.ts";
import { SpaceSaving } from "./sketches/space_saving.ts";
import type { TopK } from "./sketches/top_k.ts";
import type { AggregateWrite, WindowDelta } from "./store.ts";
import type { Row } from "./table.ts";
import type { WindowSet } from "./windows/tumble.ts";

/**
 * The aggregates of one pipeline. `fold` computes what a batch writes without changing anything
 * here, because its transaction may still fail; `adopt` makes the last fold the current state.
 */
export class Aggregates<R extends Row> {
  readonly #windows: readonly (readonly [string, WindowSet<R>])[];
  readonly #rankings: readonly (readonly [string, TopK<R>])[];
  #sketches: Map<string, SpaceSaving> = new Map();
  #folded: Map<string, SpaceSaving> = new Map();

  constructor(
    windows: Readonly<Record<string, WindowSet<R>>>,
    rankings: Readonly<Record<string, TopK<R>>>,
  ) {
    this.#windows = Object.entries(windows);
    this.#rankings = Object.entries(rankings);
  }

  /** Starts from the states that the store holds. */
  load(states: ReadonlyMap<string, string>): void {
    this.#sketches = new Map(
      this.#rankings.map(([name, { capacity }]) => {
        const state = states.get(name);
        return [name, state === undefined ? new SpaceSaving(capacity) : SpaceSaving.parse(state)];
      }),
    );
  }

  /**
   * What these rows add.
   *
   * @throws {StoreRejectedError} When a row cannot be counted: it is the data that is at fault.
   */
  fold(rows: readonly R[]): AggregateWrite {
    try {
      return this.#fold(rows);
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : formatValue(cause);
      throw new StoreRejectedError(`Cannot count a row: ${message}`, { cause });
    }
  }

  #fold(rows: readonly R[]): AggregateWrite {
    this.#folded = new Map();
    for (const [name, { key: keyOf }] of this.#rankings) {
      const sketch = this.#sketches.get(name)!.clone();
      for (const row of rows) {
        const key = keyOf(row);
        if (key !== undefined) sketch.add(checkKey(`the key of ranking "${name}"`, key));
      }
      this.#folded.set(name, sketch);
    }
    const sketches = [...this.#folded]
      .map(([name, sketch]) => ({ name, state: sketch.serialize() }));
    return { windows: this.#windows.flatMap(([name, set]) => deltas(name, set, rows)), sketches };
  }

  /** Makes the last fold the current state. */
  adopt(): void {
    for (const [name, sketch] of this.#folded) this.#sketches.set(name, sketch);
  }

  /** The current state of a ranking. */
  ranking(name: string): SpaceSaving | undefined {
    return this.#sketches.get(name);
  }
}

/** One delta for each field of each window and key, so that a store touches no row twice. */
function deltas<R extends Row>(
  window: string,
  set: WindowSet<R>,
  rows: readonly R[],
): WindowDelta[] {
  const sums = new Map<string, { -readonly [K in keyof WindowDelta]: WindowDelta[K] }>();
  for (const row of rows) {
    const startMs = checkFinite(`the time of window "${window}"`, set.startMs(row));
    const key = checkKey(`the key of window "${window}"`, set.key(row));
    for (const [field, amountOf] of Object.entries(set.add)) {
      const place = JSON.stringify([startMs, key, field]);
      const amount = checkFinite(`field "${field}" of window "${window}"`, amountOf(row));
      const sum = sums.get(place);
      if (sum === undefined) sums.set(place, { window, startMs, key, field, amount });
      else sum.amount += amount;
    }
  }
  return [...sums.values()];
}

function checkKey(what: string, value: unknown): string {
  if (typeof value === "string") return value;
  throw new TypeError(`${what} must be a string: current value is ${formatValue(value)}`);
}

function checkFinite(what: string, value: unknown): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new TypeError(`${what} must be a finite number: current value is ${formatValue(value)}`);
}
