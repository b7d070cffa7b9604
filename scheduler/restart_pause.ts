import type { Clock, Timer } from "../_internal/clock.ts";

const FIRST_MS = 100;
const LONGEST_MS = 5_000;

/**
 * Keeps workers from being started for a while after one could not be: longer after each failure in
 * a row, so that no loop of starts burns.
 */
export class RestartPause {
  readonly #clock: Clock;
  readonly #onOver: () => void;
  #failures = 0;
  #timer: Timer | undefined;

  constructor(clock: Clock, onOver: () => void) {
    this.#clock = clock;
    this.#onOver = onOver;
  }

  /** Whether no worker is to be started now. */
  get active(): boolean {
    return this.#timer !== undefined;
  }

  /** Begins anew after a failed start, for longer than the last time. */
  begin(): void {
    this.#timer?.cancel();
    const pauseMs = Math.min(FIRST_MS * 2 ** this.#failures++, LONGEST_MS);
    this.#timer = this.#clock.setTimer(() => {
      this.#timer = undefined;
      this.#onOver();
    }, pauseMs);
  }

  /** Forgets the failures, as a worker did start. */
  forget(): void {
    this.#failures = 0;
  }

  /** Ends the pause without a call. */
  cancel(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }
}
