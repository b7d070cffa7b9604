import { optionMessage } from "../../_internal/check_option.ts";
import { duplicateError } from "./registry_messages.ts";
import type { RegistryEntry } from "./registry_entry.ts";

/**
 * What happens to an entry whose name and version are taken: `throw` refuses it, `replace` lets it
 * stand in front of the other until it is removed, `keep` ignores it.
 */
export type DuplicateChoice = "throw" | "replace" | "keep";

/** A choice for all, or a function that chooses for each. */
export type OnDuplicate =
  | DuplicateChoice
  | ((existing: RegistryEntry, added: RegistryEntry) => DuplicateChoice);

const CHOICES: readonly unknown[] = ["throw", "replace", "keep"];
const RULE = '"throw", "replace" or "keep"';

/**
 * Checks the option.
 *
 * @throws {TypeError} If it is neither a choice nor a function.
 */
export function checkOnDuplicate(action: string, onDuplicate: OnDuplicate): OnDuplicate {
  if (typeof onDuplicate === "function" || CHOICES.includes(onDuplicate)) return onDuplicate;
  throw new TypeError(optionMessage(action, "onDuplicate", `${RULE}, or a function`, onDuplicate));
}

/**
 * Decides whether an entry is to be added in front of the one that has its name and version.
 *
 * @throws {RegistryError} If it is refused.
 * @throws {TypeError} If the function answers something else.
 */
export function isReplacing(
  existing: RegistryEntry,
  added: RegistryEntry,
  onDuplicate: OnDuplicate,
): boolean {
  // Both sides of a lazy entry and its class are one promise, and the class is what was promised.
  if (added.loaded && !existing.loaded) return true;
  if (existing.loaded && existing.class === added.class) return false;
  const choice = typeof onDuplicate === "function" ? onDuplicate(existing, added) : onDuplicate;
  if (!CHOICES.includes(choice)) {
    throw new TypeError(`Cannot register "${added.name}" as "onDuplicate" must answer ${RULE}`);
  }
  if (choice === "throw" && added.loaded === existing.loaded) throw duplicateError(existing, added);
  return choice === "replace";
}
