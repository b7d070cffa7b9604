import { checkDuration, optionMessage } from "../_internal/check_option.ts";

/** The longest wait a platform timer can hold (signed 32 bits, about 24.8 days). */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Checks a duration that becomes a timer: `setTimeout` fires at once for what it cannot hold.
 *
 * @throws {TypeError} If it is not a number.
 * @throws {RangeError} If it is negative, `NaN`, or finite and longer than a timer can hold.
 */
export function checkTimerMs(action: string, option: string, value: unknown, min = 0): number {
  const durationMs = checkDuration(action, option, value, min);
  if (durationMs > LONGEST_TIMER_MS && durationMs !== Infinity) {
    const rule = `a number of milliseconds from ${min} to ${LONGEST_TIMER_MS}, or Infinity`;
    throw new RangeError(optionMessage(action, option, rule, value));
  }
  return durationMs;
}
