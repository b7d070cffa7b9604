import { checkFunction, checkObject } from "../../_internal/check_option.ts";
import { type Clock, systemClock } from "../../_internal/clock.ts";

/**
 * Checks an optional clock; without one, time is that of the platform.
 *
 * @throws {TypeError} If it is not a clock.
 */
export function checkClock(action: string, clock: Clock | undefined): Clock {
  if (clock === undefined) return systemClock;
  checkObject(action, "clock", clock);
  checkFunction(action, "clock.monotonic", clock.monotonic);
  checkFunction(action, "clock.setTimer", clock.setTimer);
  return clock;
}
