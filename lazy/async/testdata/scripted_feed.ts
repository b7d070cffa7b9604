import assert from "node:assert/strict";
import type { Clock, Timer } from "../../../_internal/clock.ts";
import { END } from "../../engine/pull_run.ts";
import type { Feed } from "../feed.ts";

/** One answer of a scripted feed. */
export interface Step {
  /** When it comes after it was asked for; with 0 it comes on the spot. */
  readonly afterMs: number;
  /** The item; `END` and errors end the script. */
  readonly out: unknown;
}

/** A feed that answers by a script, notes what is done to it and refuses what must not be done. */
export class ScriptedFeed implements Feed {
  pulls = 0;
  closes = 0;
  abandons = 0;
  state: "idle" | "pulling" | "ended" | "closed" = "idle";
  readonly #clock: Clock;
  readonly #steps: readonly Step[];
  readonly #log: unknown[];
  readonly #close: () => unknown;
  #timer: Timer | undefined;

  /** `log` receives every answer the moment it is given; after the script comes `END`. */
  constructor(
    clock: Clock,
    steps: readonly Step[],
    log: unknown[] = [],
    close: () => unknown = () => {},
  ) {
    this.#clock = clock;
    this.#steps = steps;
    this.#log = log;
    this.#close = close;
  }

  pull(): unknown {
    assert.equal(this.state, "idle");
    const { afterMs, out } = this.#steps[this.pulls++] ?? { afterMs: 0, out: END };
    this.state = "pulling";
    if (afterMs === 0) return this.#answer(out);
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#timer = this.#clock.setTimer(() => {
      try {
        resolve(this.#answer(out));
      } catch (error) {
        reject(error);
      }
    }, afterMs);
    return promise;
  }

  close(): unknown {
    assert.equal(this.state, "idle");
    this.closes++;
    this.state = "closed";
    return this.#close();
  }

  abandon(): void {
    assert.notEqual(this.state, "ended");
    assert.notEqual(this.state, "idle");
    this.abandons++;
  }

  /** Cancels what an abandoned pull still waits for; a real source would go on. */
  stop(): void {
    this.#timer?.cancel();
  }

  #answer(out: unknown): unknown {
    if (this.abandons === 0) this.#log.push(out);
    this.state = out === END || out instanceof Error ? "ended" : "idle";
    if (out instanceof Error) throw out;
    return out;
  }
}
