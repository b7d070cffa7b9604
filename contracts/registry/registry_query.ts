import { checkKeys, checkString, optionMessage } from "../../_internal/check_option.ts";

/** Which of the implementations of a contract are wanted; all conditions must hold. */
export interface RegistryQuery {
  /** Versions that fit, such as `^1.2`; see the guide for the forms. @default {any} */
  readonly version?: string;
  /** Name of the implementation. @default {any} */
  readonly name?: string;
  /** A capability that it must have, or several of which it must have all. @default {any} */
  readonly capability?: string | readonly string[];
}

const ACTION = "look up a class";

/**
 * Refuses conditions that do not exist, in the time of a lookup: a list of the keys would take as
 * long as the lookup itself.
 *
 * @throws {TypeError} If the query is not an object, or has another key.
 */
export function checkQuery(query: RegistryQuery): void {
  if (typeof query !== "object" || query === null) checkQueryFully(query);
  for (const key in query) {
    if (key !== "version" && key !== "name" && key !== "capability") checkQueryFully(query);
  }
}

/**
 * Refuses conditions of a wrong type too; asked where nothing was found.
 *
 * @throws {TypeError} If a condition is not one.
 */
export function checkQueryFully(query: RegistryQuery): void {
  // A lookup without conditions passes no query; `null` is a mistake.
  checkKeys(ACTION, query ?? null, ["version", "name", "capability"], "query");
  const { version, name, capability } = query;
  if (version !== undefined && typeof version !== "string") checkString(ACTION, "version", version);
  if (name !== undefined) checkString(ACTION, "name", name);
  const names = Array.isArray(capability) ? capability : [capability ?? "any"];
  if (names.every((each) => typeof each === "string" && each !== "")) return;
  const rule = "a non-empty string or an array of them";
  throw new TypeError(optionMessage(ACTION, "capability", rule, capability));
}

/** The capabilities that a query asks for. */
export function capabilitiesOf({ capability }: RegistryQuery): readonly string[] {
  if (capability === undefined) return [];
  return typeof capability === "string" ? [capability] : capability;
}
