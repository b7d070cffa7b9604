import { type Clock, systemClock, type Timer } from "../../_internal/clock.ts";

/** The longest delay that the platform's timers keep; one who waits longer looks at the time then. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

/** The platform's clock with timers that do not keep a program alive, early rather than late. */
const background: Clock = Object.freeze({
  now: () => systemClock.now(),
  monotonic: () => systemClock.monotonic(),
  setTimer(callback: () => void, delayMs: number): Timer {
    const handle: unknown = setTimeout(callback, Math.min(delayMs, LONGEST_DELAY_MS));
    // Deno, Node and Bun return an object; a browser, which does not wait for timers, a number.
    (handle as { unref?: () => void }).unref?.();
    const cancel = () => clearTimeout(handle as ReturnType<typeof setTimeout>);
    return { cancel, [Symbol.dispose]: cancel };
  },
});

/** A clock for what only looks on: a program that has nothing else to do may end. */
export function backgroundClock(clock: Clock): Clock {
  return clock === systemClock ? background : clock;
}
