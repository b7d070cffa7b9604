import { checkDuration, optionMessage } from "../_internal/check_option.ts";
import type { Clock, Timer } from "../_internal/clock.ts";

interface PendingTimer {
  readonly dueMs: number;
  readonly order: number;
  readonly callback: () => void;
}

/**
 * A clock that stands still until it is told to move, for tests that must not sleep.
 *
 * Order: timers fire by due time, timers of the same time in the order they were set.
 *
 * @example A timer fires when the clock gets there
 * ```ts
 * import { ManualClock } from "@weir/std/testing";
 * import assert from "node:assert/strict";
 *
 * const clock = new ManualClock();
 * let fired = 0;
 * clock.setTimer(() => fired++, 100);
 * clock.advance(99);
 * assert.equal(fired, 0);
 * clock.advance(1);
 * assert.equal(fired, 1);
 * ```
 */
export class ManualClock implements Clock {
  #nowMs: number;
  readonly #startMs: number;
  #order = 0;
  readonly #timers: Set<PendingTimer> = new Set();

  /**
   * Makes a clock that stands at `startMs`.
   *
   * @param startMs Wall-clock time at the start, in milliseconds since the Unix epoch.
   * @throws {TypeError} If `startMs` is not a number.
   * @throws {RangeError} If `startMs` is not finite.
   */
  constructor(startMs: number = 0) {
    if (!Number.isFinite(startMs)) {
      const rule = "a finite number of milliseconds";
      const message = optionMessage("make the clock", "startMs", rule, startMs);
      throw typeof startMs === "number" ? new RangeError(message) : new TypeError(message);
    }
    this.#startMs = startMs;
    this.#nowMs = startMs;
  }

  /** Timers that are set and have not fired. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Wall-clock time in milliseconds since the Unix epoch. */
  now(): number {
    return this.#nowMs;
  }

  /** Milliseconds since the clock was made. */
  monotonic(): number {
    return this.#nowMs - this.#startMs;
  }

  /** Calls `callback` once the clock has been moved by `delayMs` milliseconds. */
  setTimer(callback: () => void, delayMs: number): Timer {
    const timer = {
      dueMs: this.#nowMs + Math.max(0, delayMs),
      order: this.#order++,
      callback,
    };
    this.#timers.add(timer);
    const cancel = () => void this.#timers.delete(timer);
    return { cancel, [Symbol.dispose]: cancel };
  }

  /**
   * Moves time forward and fires, in order, every timer that falls due on the way, including
   * timers that those timers set.
   *
   * @param byMs Milliseconds, from 0.
   * @throws {RangeError} If `byMs` is negative.
   */
  advance(byMs: number): void {
    checkDuration("advance the clock", "byMs", byMs);
    const endMs = this.#nowMs + byMs;
    for (let next = this.#nextDue(endMs); next !== undefined; next = this.#nextDue(endMs)) {
      this.#timers.delete(next);
      this.#nowMs = Math.max(this.#nowMs, next.dueMs);
      next.callback();
    }
    this.#nowMs = endMs;
  }

  /**
   * Moves time forward like {@linkcode ManualClock.advance}, but lets promises settle before each
   * timer, so that code which waits, works and waits again keeps up with the clock.
   *
   * @param byMs Milliseconds, from 0.
   */
  async advanceAsync(byMs: number): Promise<void> {
    checkDuration("advance the clock", "byMs", byMs);
    const endMs = this.#nowMs + byMs;
    await settle();
    for (let next = this.#nextDue(endMs); next !== undefined; next = this.#nextDue(endMs)) {
      this.#timers.delete(next);
      this.#nowMs = Math.max(this.#nowMs, next.dueMs);
      next.callback();
      await settle();
    }
    this.#nowMs = endMs;
  }

  #nextDue(endMs: number): PendingTimer | undefined {
    let first: PendingTimer | undefined;
    for (const timer of this.#timers) {
      if (timer.dueMs > endMs) continue;
      const earlier = first === undefined || timer.dueMs < first.dueMs ||
        (timer.dueMs === first.dueMs && timer.order < first.order);
      if (earlier) first = timer;
    }
    return first;
  }
}

/** One turn of the event loop: every promise that can settle has settled. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
