import { label } from "./show.ts";

/** What goes wrong in a pipeline; acts are counted from 0. */
export interface Faults {
  /** Acts that throw: the opening, pulling or closing of a source, or a callback. */
  readonly failAt: readonly number[];
  /** The act in the middle of which the signal aborts. */
  readonly abortAt?: number | undefined;
  /** Whether every call of a comparator throws. */
  readonly isCompareFailing: boolean;
}

/** What an iterator has been asked. */
export interface Iterated {
  closes: number;
  isEnded: boolean;
  readonly isClosable: boolean;
}

/** What stands in a log where the signal aborts. */
export const ABORT = "-- abort";

/** Thrown through a reference run where the signal aborts. */
export const ABORTED: unique symbol = Symbol("aborted");

/** Messages of the platform that no caller should see. */
const CRASH =
  /^Cannot (read prop|set prop|access|convert|destructure)|is not (a function|iterable)/;

/**
 * What the user of a pipeline brings: a log of all that is asked of sources and callbacks, in order,
 * and their faults. One world for the engine and one for the reference; the logs must be the same.
 */
export class World {
  readonly log: string[] = [];
  /** What the runs have come to. */
  readonly results: unknown[] = [];
  readonly booms: readonly Error[];
  readonly compareBoom: Error = new Error("comparator");
  readonly reason: Error = new Error("reason");
  /** Whether a comparator has been called: how often is nowhere promised. */
  hasCompared = false;
  /** Every iterator that was pulled or closed, to see that each is closed once unless it ran out or failed. */
  readonly iterators: Set<Iterated> = new Set();
  /** What aborts the run. */
  abort: () => void = () => {};
  readonly #faults: Faults;
  readonly #delays: readonly boolean[];
  #acts = 0;
  #calls = 0;

  constructor(faults: Faults, delays: readonly boolean[] = []) {
    this.#faults = faults;
    this.#delays = delays;
    this.booms = faults.failAt.map((at) => new Error(`boom at ${at}`));
  }

  /** Logs what cannot fail. */
  note(entry: string): void {
    this.log.push(entry);
  }

  /** Logs an act, and fails if it is its turn. */
  act(entry: string): void {
    this.log.push(entry);
    const act = this.#acts++;
    if (act === this.#faults.abortAt) {
      this.log.push(ABORT);
      this.abort();
    }
    const fault = this.#faults.failAt.indexOf(act);
    if (fault !== -1) throw this.booms[fault];
  }

  /** Logs that a source is opened. One that is opened during an abort is closed at once. */
  open(name: string, isClosable = true): void {
    try {
      this.act(`${name} opened`);
    } catch (error) {
      if (error === ABORTED && isClosable) this.note(`${name}.return()`);
      throw error;
    }
  }

  /** Runs at once; hands the result over at once or, in an async world, sometimes later. */
  later<R>(run: () => R): R {
    if (this.#delays.length === 0) return run();
    if (!this.#delays[this.#calls++ % this.#delays.length]) return run();
    try {
      return Promise.resolve(run()) as R;
    } catch (error) {
      return Promise.reject(error) as R;
    }
  }

  /** A callback that is logged with all its arguments. It says of itself how many it looks at. */
  callback<A extends unknown[], R>(name: string, compute: (...args: A) => R): (...args: A) => R {
    const callback = this.syncCallback(name, compute);
    const later = (...args: A) => this.later(() => callback(...args));
    return Object.defineProperty(later, "length", { value: compute.length });
  }

  /** The same for a sync sequence, in an async world too. */
  syncCallback<A extends unknown[], R>(name: string, compute: (...args: A) => R): typeof compute {
    const callback = (...args: A) => {
      this.act(`${name}(${args.map(label).join(", ")})`);
      return compute(...args);
    };
    return Object.defineProperty(callback, "length", { value: compute.length });
  }

  /** A comparator; its calls are not logged, for their number and order are the engine's affair. */
  compare(order: (a: unknown, b: unknown) => number): (a: unknown, b: unknown) => number {
    return (a, b) => {
      this.hasCompared = true;
      if (this.#faults.isCompareFailing) throw this.compareBoom;
      return order(a, b);
    };
  }

  /** The name of an error: which fault it is, by identity, or else its class. */
  nameOf(error: unknown): string {
    const boom = this.booms.indexOf(error as Error);
    if (boom !== -1) return `boom ${boom}`;
    if (error === this.reason) return "reason";
    if (error === this.compareBoom) return "compareBoom";
    if (!(error instanceof Error)) return `a thrown ${label(error)}`;
    return CRASH.test(error.message) ? String(error.stack) : error.name;
  }
}
