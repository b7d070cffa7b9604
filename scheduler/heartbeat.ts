import type { Clock, Timer } from "../_internal/clock.ts";

/** When workers tell that they are alive, and when their silence is acted on. */
export interface HeartbeatOptions {
  /** Time between two heartbeats, in milliseconds. @default {1_000} */
  readonly everyMs?: number;
  /**
   * Silence after which a worker is unresponsive or lost, in milliseconds. Time in which the thread
   * of the scheduler was too busy to hear it is no silence.
   *
   * @default {3_000}
   */
  readonly lostAfterMs?: number;
}

/** What a heartbeat asks for. */
export interface HeartbeatListener {
  /** Look who has been silent for too long, as of `dueMs` on the monotonic clock. */
  check(dueMs: number): void;
  /** Count every silence from `nowMs` on: what was said before may not have been heard yet. */
  forgive(nowMs: number): void;
}

/**
 * Calls for a round of checks in regular intervals, and knows when it comes too late to judge: a
 * timer fires before the messages that came in while this thread was busy are read.
 */
export class Heartbeat {
  readonly #clock: Clock;
  readonly #everyMs: number;
  readonly #listener: HeartbeatListener;
  #timer: Timer | undefined;

  constructor(clock: Clock, everyMs: number, listener: HeartbeatListener) {
    this.#clock = clock;
    this.#everyMs = everyMs;
    this.#listener = listener;
  }

  /** Sets the timer of the next round. */
  start(): void {
    const dueMs = this.#clock.monotonic() + this.#everyMs;
    this.#timer = this.#clock.setTimer(() => {
      this.start();
      const nowMs = this.#clock.monotonic();
      if (nowMs - dueMs > this.#everyMs) this.#listener.forgive(nowMs);
      else this.#listener.check(dueMs);
    }, this.#everyMs);
  }

  /** Calls for no further round. */
  stop(): void {
    this.#timer?.cancel();
  }
}
