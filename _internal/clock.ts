/** A pending timer; disposing it cancels it. */
export interface Timer extends Disposable {
  /** Cancels the timer; a second call does nothing. */
  cancel(): void;
}

/**
 * Where time comes from. Everything in this package that waits or measures takes a clock, so that
 * tests move time by hand (`ManualClock` of `@weir/std/testing`) and never sleep.
 */
export interface Clock {
  /** Wall-clock time in milliseconds since the Unix epoch. */
  now(): number;
  /** Monotonic time in milliseconds, for durations; its zero point is arbitrary. */
  monotonic(): number;
  /**
   * Calls `callback` once after `delayMs` milliseconds, however many they are; after `Infinity` it
   * never does.
   */
  setTimer(callback: () => void, delayMs: number): Timer;
}

/** The longest delay that the platform's timers keep; a longer one would fire at once. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

/** The clock of the platform: `Date.now`, `performance.now` and `setTimeout`. */
export const systemClock: Clock = Object.freeze({
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimer(callback: () => void, delayMs: number): Timer {
    let handle: ReturnType<typeof setTimeout> | undefined;
    const arm = (leftMs: number): void => {
      handle = leftMs > LONGEST_DELAY_MS
        ? setTimeout(() => arm(leftMs - LONGEST_DELAY_MS), LONGEST_DELAY_MS)
        : setTimeout(callback, leftMs);
    };
    if (delayMs !== Infinity) arm(delayMs);
    const cancel = () => clearTimeout(handle);
    return { cancel, [Symbol.dispose]: cancel };
  },
});

/**
 * Waits `delayMs` milliseconds on a clock.
 *
 * Cancel: the timer is cleared and the promise rejects with `signal.reason`.
 */
export function delay(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const abort = () => {
      timer.cancel();
      reject(signal?.reason);
    };
    const timer = clock.setTimer(() => {
      signal?.removeEventListener("abort", abort);
      resolve();
    }, delayMs);
    signal?.addEventListener("abort", abort, { once: true });
  });
}
