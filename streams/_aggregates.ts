import { formatValue } from "../_internal/check_option.ts";
import { didYouMean } from "../_internal/did_you_mean.ts";
import { StoreRejectedError } from "./errors.ts";
import { SpaceSaving } from "./sketches/space_saving.ts";
import type { TopK } from "./sketches/top_k.ts";
import type { AggregateWrite, WindowDelta } from "./store.ts";
import type { Row } from "./table.ts";
import type { WindowSet } from "./windows/tumble.ts";

/** A row that cannot be counted; its delivery is buried with the aggregate as the stage. */
export class UncountableError extends StoreRejectedError {
  /** The window or ranking that could not count it. */
  readonly stage: string;

  constructor(stage: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : formatValue(cause);
    super(`Cannot count a row in ${stage}: ${reason}`, { cause });
    this.stage = stage;
  }
}

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
   * @throws {UncountableError} When a row cannot be counted: it is the data that is at fault.
   */
  fold(rows: readonly R[]): AggregateWrite {
    this.#folded = new Map();
    for (const [name, { key }] of this.#rankings) {
      const sketch = this.#sketches.get(name)!.clone();
      at(`ranking ${name}`, () => rank(sketch, key, rows));
      this.#folded.set(name, sketch);
    }
    const sketches = [...this.#folded]
      .map(([name, sketch]) => ({ name, state: sketch.serialize() }));
    const windows = this.#windows
      .flatMap(([name, set]) => at(`window ${name}`, () => deltas(name, set, rows)));
    return { windows, sketches };
  }

  /** Makes the last fold the current state. */
  adopt(): void {
    for (const [name, sketch] of this.#folded) this.#sketches.set(name, sketch);
  }

  /**
   * The current state of a ranking.
   *
   * @throws {RangeError} If there is none of that name.
   */
  ranking(name: string): SpaceSaving {
    checkName("ranking", name, this.#rankings);
    return this.#sketches.get(name)!;
  }

  /**
   * Checks that there are windows of that name.
   *
   * @throws {RangeError} If there are none.
   */
  checkWindows(name: string): void {
    checkName("windows", name, this.#windows);
  }
}

function checkName(
  kind: string,
  name: string,
  kept: readonly (readonly [string, unknown])[],
): void {
  const names = kept.map(([each]) => each);
  if (names.includes(name)) return;
  const guess = didYouMean(String(name), names);
  throw new RangeError(
    `Cannot read ${kind} ${formatValue(name)} as the pipeline keeps ${names.join(", ") || "none"}` +
      (guess === undefined ? "" : `: did you mean "${guess}"?`),
  );
}

/** What the functions of an aggregate throw, and what they return that is no use, names it. */
function at<T>(stage: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new UncountableError(stage, cause);
  }
}

function rank<R extends Row>(sketch: SpaceSaving, keyOf: TopK<R>["key"], rows: readonly R[]): void {
  for (const row of rows) {
    const key = keyOf(row);
    if (key !== undefined) sketch.add(checkKey(key));
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
    const startMs = checkFinite("its time", set.startMs(row));
    const key = checkKey(set.key(row));
    for (const [field, amountOf] of Object.entries(set.add)) {
      const place = JSON.stringify([startMs, key, field]);
      const amount = checkFinite(`its "${field}"`, amountOf(row));
      const sum = sums.get(place);
      if (sum === undefined) sums.set(place, { window, startMs, key, field, amount });
      else sum.amount += amount;
    }
  }
  return [...sums.values()];
}

function checkKey(value: unknown): string {
  if (typeof value === "string") return value;
  throw new TypeError(
    `Cannot count a row as its key must be a string: current value is ${formatValue(value)}`,
  );
}

function checkFinite(what: string, value: unknown): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new TypeError(
    `Cannot count a row as ${what} must be a finite number: current value is ${formatValue(value)}`,
  );
}
