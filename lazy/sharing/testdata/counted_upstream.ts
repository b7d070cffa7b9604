import assert from "node:assert/strict";
import { END } from "../../engine/pull_run.ts";
import type { Upstream } from "../shared_run.ts";

/** A sync run over 0, 1, 2 … that notes what is done to it and refuses what must not be done. */
export class CountedUpstream implements Upstream {
  pulls = 0;
  closes = 0;
  isEnded = false;
  readonly #length: number;
  readonly #error: Error | undefined;

  /** After `length` items comes the error, or the end. */
  constructor(length: number, error?: Error) {
    this.#length = length;
    this.#error = error;
  }

  pull(): unknown {
    assert.ok(!this.isEnded && this.closes === 0, "pulled after the end");
    if (this.pulls < this.#length) return this.pulls++;
    this.pulls++;
    this.isEnded = true;
    if (this.#error !== undefined) throw this.#error;
    return END;
  }

  close(): void {
    assert.ok(!this.isEnded, "closed after the end");
    this.closes++;
  }
}
