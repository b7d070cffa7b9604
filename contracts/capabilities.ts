import { optionMessage } from "../_internal/check_option.ts";

/**
 * Checks the names of what a class can do; text would pass for a list of its letters.
 *
 * @throws {TypeError} If they are not an array of non-empty strings.
 */
export function checkCapabilities(action: string, capabilities: unknown): readonly string[] {
  const isName = (name: unknown) => typeof name === "string" && name !== "";
  if (Array.isArray(capabilities) && capabilities.every(isName)) return capabilities;
  const rule = "an array of non-empty strings";
  throw new TypeError(optionMessage(action, "capabilities", rule, capabilities));
}
