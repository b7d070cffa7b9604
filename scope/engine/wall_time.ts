import type { Clock } from "../../_internal/clock.ts";

/** Longest time for which the two clocks are taken to run side by side, in milliseconds. */
const IN_STEP_MS = 1_000;

/**
 * Tells the wall-clock time of a monotonic one. It looks at the wall clock once a second: an event
 * needs the monotonic time anyway, and a second look would cost as much as the event.
 */
export class WallTime {
  readonly #clock: Clock;
  #lookedAtMs = -Infinity;
  #aheadMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Milliseconds since the Unix epoch. */
  at(monotonicMs: number): number {
    if (!(Math.abs(monotonicMs - this.#lookedAtMs) < IN_STEP_MS)) {
      this.#lookedAtMs = this.#clock.monotonic();
      this.#aheadMs = this.#clock.now() - this.#lookedAtMs;
    }
    return monotonicMs + this.#aheadMs;
  }
}

const wallTimes: WeakMap<Clock, WallTime> = new WeakMap();

/** The wall time of a clock, shared by all scopes that go by it. */
export function wallTimeOf(clock: Clock): WallTime {
  let wallTime = wallTimes.get(clock);
  if (wallTime === undefined) wallTimes.set(clock, wallTime = new WallTime(clock));
  return wallTime;
}
