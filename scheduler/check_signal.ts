import { optionMessage } from "../_internal/check_option.ts";

/**
 * Checks that an option is a signal, before anything is done that the signal should end.
 *
 * @throws {TypeError} If it is given and is none.
 */
export function checkSignal(action: string, signal: unknown): void {
  if (signal === undefined || signal instanceof AbortSignal) return;
  throw new TypeError(optionMessage(action, "signal", "an AbortSignal", signal));
}
