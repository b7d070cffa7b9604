import type { Clock, Timer } from "../../../_internal/clock.ts";

interface WaitingTimer {
  readonly dueMs: number;
  /** The schedule has set it, not the module. */
  readonly isOwn: boolean;
  readonly callback: () => void;
}

/**
 * The clock of one schedule. Unlike `ManualClock` it does not wait for promises: who moves it fires
 * one timer, lets the event loop turn, and fires the next, so that hundreds of schedules share a turn.
 */
export class VirtualClock implements Clock {
  #nowMs = 0;
  /** Earliest first; those of the same time in the order they were set. */
  readonly #timers: WaitingTimer[] = [];
  /**
   * When what happens now should have happened: before `now()` where the event loop stood still and
   * timers are late.
   */
  dueMs = 0;

  /** Timers of the module that are set and have not fired. */
  get pending(): number {
    return this.#timers.filter(({ isOwn }) => !isOwn).length;
  }

  now(): number {
    return this.#nowMs;
  }

  monotonic(): number {
    return this.#nowMs;
  }

  setTimer(callback: () => void, delayMs: number): Timer {
    return this.#set(callback, delayMs, false);
  }

  /** Sets a timer for the schedule itself. */
  setOwnTimer(callback: () => void, delayMs: number): Timer {
    return this.#set(callback, delayMs, true);
  }

  #set(callback: () => void, delayMs: number, isOwn: boolean): Timer {
    const timer = { dueMs: this.#nowMs + Math.max(0, delayMs), isOwn, callback };
    let at = this.#timers.length;
    while (at > 0 && this.#timers[at - 1]!.dueMs > timer.dueMs) at--;
    this.#timers.splice(at, 0, timer);
    const cancel = () => {
      const at = this.#timers.indexOf(timer);
      if (at !== -1) this.#timers.splice(at, 1);
    };
    return { cancel, [Symbol.dispose]: cancel };
  }

  /** Goes on to the first timer that is due by `endMs` and fires it; `false` if there is none. */
  fireNext(endMs: number): boolean {
    const next = this.#timers[0];
    if (next === undefined || next.dueMs > endMs) return false;
    this.#timers.shift();
    this.jump(next.dueMs);
    this.dueMs = next.dueMs;
    next.callback();
    return true;
  }

  /** Moves time on and fires nothing. */
  jump(toMs: number): void {
    this.#nowMs = Math.max(this.#nowMs, toMs);
    this.dueMs = this.#nowMs;
  }

  /** The same clock as another part of the program may see it: by some milliseconds ahead. */
  ahead(byMs: number): Clock {
    return {
      now: () => this.#nowMs + byMs,
      monotonic: () => this.#nowMs + byMs,
      setTimer: (callback, delayMs) => this.setTimer(callback, delayMs),
    };
  }
}
