import type { Clock, Timer } from "../../_internal/clock.ts";

/**
 * One timer for a row of deadlines. Moving the deadline later or clearing it leaves the timer alone;
 * it finds out when it fires. A thousand releases with a deadline each thus set one timer.
 */
export class Watch {
  readonly #clock: Clock;
  readonly #onDue: () => void;
  #timer: Timer | undefined;
  #timerDueMs = Infinity;
  #dueMs = Infinity;

  constructor(clock: Clock, onDue: () => void) {
    this.#clock = clock;
    this.#onDue = onDue;
  }

  /** Sets the deadline, in the clock's monotonic time; `Infinity` clears it, `NaN` is due at once. */
  set(dueMs: number): void {
    this.#dueMs = Number.isNaN(dueMs) ? -Infinity : dueMs;
    if (this.#dueMs < this.#timerDueMs) this.#arm();
  }

  /** Clears deadline and timer. */
  stop(): void {
    this.#dueMs = Infinity;
    this.#timerDueMs = Infinity;
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #arm(): void {
    this.#timer?.cancel();
    const delayMs = Math.max(0, this.#dueMs - this.#clock.monotonic());
    this.#timer = undefined;
    this.#timerDueMs = this.#dueMs;
    const timer = this.#clock.setTimer(() => this.#fire(), delayMs);
    // Under `deno test` (2.9.6) the first `setTimeout` runs microtasks before it returns, so that what
    // is watched may be over by now.
    if (this.#timerDueMs === Infinity) timer.cancel();
    else this.#timer = timer;
  }

  #fire(): void {
    this.#timer = undefined;
    this.#timerDueMs = Infinity;
    if (this.#dueMs === Infinity) return;
    if (this.#clock.monotonic() < this.#dueMs) return this.#arm();
    this.#dueMs = Infinity;
    this.#onDue();
  }
}
