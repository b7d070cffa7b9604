import { END, PENDING } from "../engine/pull_run.ts";

/** How far one of those who share a run has read. */
export interface Reader {
  /** Items read, which is also the number of the next one. */
  position: number;
}

/** The items of a run that somebody may still read, and how the run ended. */
export interface Log {
  /** Whether the run may not be asked for one more item now. */
  readonly isFull: boolean;
  /** A reader that begins with the first item. */
  join(): Reader;
  /** Lets a reader go, once; tells whether that leaves nobody to pull for. */
  leave(reader: Reader): boolean;
  /**
   * The next item of a reader, `END`, or `PENDING` if it has not come yet.
   *
   * @throws What the run failed with, to a reader that has read all before it.
   */
  take(reader: Reader): unknown;
  /** Keeps an item; returns false if there is no place for it. */
  append(item: unknown): boolean;
  /** Notes that the run ran out. */
  end(): void;
  /** Notes that the run failed, unless it has ended. */
  fail(error: unknown): void;
  /** The error of a reader for whose item there is no place. */
  overflow(): RangeError;
}

/** How a run ended, if it has. */
export class Outcome {
  #state: "open" | "ended" | "failed" = "open";
  #error: unknown;

  end(): void {
    if (this.#state === "open") this.#state = "ended";
  }

  fail(error: unknown): void {
    if (this.#state !== "open") return;
    this.#state = "failed";
    this.#error = error;
  }

  /**
   * `END`, or `PENDING` while the run goes on.
   *
   * @throws What the run failed with.
   */
  read(): unknown {
    if (this.#state === "failed") throw this.#error;
    return this.#state === "ended" ? END : PENDING;
  }
}
