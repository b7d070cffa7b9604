import type { Clock } from "../../_internal/clock.ts";

/** Whether a promise settles, one way or the other, within a number of milliseconds. */
export function settlesWithin(
  settling: Promise<unknown>,
  limitMs: number,
  clock: Clock,
): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = clock.setTimer(() => resolve(false), limitMs);
    const settle = () => {
      timer.cancel();
      resolve(true);
    };
    settling.then(settle, settle);
  });
}
