import { didYouMean } from "../../_internal/did_you_mean.ts";
import { RegistryError } from "../errors.ts";
import { formatSite } from "../report/call_site.ts";
import type { RegistryEntry } from "./registry_entry.ts";
import { capabilitiesOf, type RegistryQuery } from "./registry_query.ts";

/** Entries or versions that a message lists. */
const MAX_LISTED = 20;

/**
 * The error of a lookup that found nothing: what was asked, what was meant, what there is.
 *
 * @param all What is registered for all contracts, in the order of preference.
 * @param otherVersions What would have fitted without the version.
 */
export function missError(
  contract: string,
  query: RegistryQuery,
  all: readonly RegistryEntry[],
  otherVersions: readonly RegistryEntry[],
): RegistryError {
  const entries = all.filter((entry) => entry.contract === contract);
  const hints = entries.length === 0
    ? [guess("contract", contract, all.map((entry) => entry.contract))]
    : [
      guess("name", query.name, entries.map((entry) => entry.name)),
      ...capabilitiesOf(query).map((each) =>
        guess("capability", each, entries.flatMap((entry) => entry.capabilities))
      ),
    ];
  const lines = [...hints.filter((hint) => hint !== undefined), ...listing(entries, all)];
  const why = entries.length === 0
    ? "nothing is registered for it, import the module that defines the class"
    : reasonOf(otherVersions);
  const message = [`Cannot get ${subjectOf(contract, query)}: ${why}`, ...lines].join("\n");
  return new RegistryError(message, "missing", contract);
}

/** The error of a lookup whose best match is not loaded. */
export function unloadedError(
  contract: string,
  query: RegistryQuery,
  entry: RegistryEntry,
): RegistryError {
  const message = [
    `Cannot get ${subjectOf(contract, query)} as its module is not loaded: ` +
    `await load("${contract}"${formatQuery(query)}) first`,
    `  unloaded:   ${describe(entry)}`,
  ].join("\n");
  return new RegistryError(message, "unloaded", contract);
}

/** The error of a second entry under a name that is taken. */
export function duplicateError(first: RegistryEntry, second: RegistryEntry): RegistryError {
  const what = second.loaded ? `class "${second.class.name}"` : `lazy entry "${second.name}"`;
  const message = [
    `Cannot register ${what} as the name is taken: ` +
    "give it another name or version, or dispose the first",
    `  taken by:   ${describe(first)}`,
    `  refused:    ${describe(second)}`,
  ].join("\n");
  return new RegistryError(message, "duplicate", second.contract);
}

/** The error of a lazy entry whose module could not be loaded. */
export function loadError(lazy: RegistryEntry, cause: unknown): RegistryError {
  const why = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  const message = `Cannot load ${describe(lazy)} as its module fails: ${why}`;
  return new RegistryError(message, "load_failed", lazy.contract, { cause });
}

/** The error of a lazy entry whose module brought `classes`, or registered something else. */
export function mismatchError(
  lazy: RegistryEntry,
  classes: readonly string[],
  registered?: RegistryEntry,
): RegistryError {
  const why = registered !== undefined
    ? `another class was registered than was promised\n  registered: ${describe(registered)}`
    : classes.length === 0
    ? "no class was registered or handed over: let its static block register it, " +
      'or let "load" resolve to the class'
    : `several classes are exported (${classes.slice(0, MAX_LISTED).join(", ")}) and none of ` +
      'them is registered: let "load" resolve to one class';
  const message = `Cannot load ${describe(lazy)}: ${why}`;
  return new RegistryError(message, "mismatch", lazy.contract);
}

/** The error of a lazy entry that was removed before its class came. */
export function removedError(lazy: RegistryEntry): RegistryError {
  const message = `Cannot load ${describe(lazy)} as it was removed while it was being loaded`;
  return new RegistryError(message, "missing", lazy.contract);
}

/** The error of using a registry after it was disposed. */
export function disposedError(action: string, contract: string | undefined): RegistryError {
  return new RegistryError(`Cannot ${action} as the registry is disposed`, "disposed", contract);
}

function reasonOf(otherVersions: readonly RegistryEntry[]): string {
  if (otherVersions.length === 0) return "none of the registered classes fits";
  const versions = new Set(otherVersions.map(({ version }) => version ?? "one without a version"));
  const listed = [...versions].slice(0, MAX_LISTED);
  const rest = versions.size - listed.length;
  return `only the version does not fit, there is ${listed.join(", ")}` +
    (rest === 0 ? "" : ` and ${rest} more`);
}

function subjectOf(contract: string, query: RegistryQuery): string {
  const asked = Object.entries(query).filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key} ${[value].flat().map((each) => `"${each}"`).join(" and ")}`);
  const conditions = asked.length === 0 ? "" : ` with ${asked.join(", ")}`;
  return `an implementation of contract "${contract}"${conditions}`;
}

function formatQuery(query: RegistryQuery): string {
  const parts = Object.entries(query).filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  return parts.length === 0 ? "" : `, { ${parts.join(", ")} }`;
}

function guess(
  what: string,
  given: string | undefined,
  known: readonly string[],
): string | undefined {
  if (given === undefined || known.includes(given)) return undefined;
  const meant = didYouMean(given, new Set(known));
  return meant === undefined ? undefined : `  hint: use ${what} "${meant}"`;
}

function listing(entries: readonly RegistryEntry[], all: readonly RegistryEntry[]): string[] {
  const known = entries.length === 0 ? all : entries;
  const lines = known.slice(0, MAX_LISTED).map((entry) => `  registered: ${describe(entry)}`);
  const rest = known.length - lines.length;
  return rest === 0 ? lines : [...lines, `  ... and ${rest} more`];
}

function describe({ contract, name, version, capabilities, loaded, site }: RegistryEntry): string {
  const can = capabilities.length === 0 ? "" : ` (${capabilities.join(", ")})`;
  const state = loaded ? "" : ", not loaded,";
  const at = site === undefined ? "" : ` at ${formatSite(site)}`;
  return `"${name}${
    version === undefined ? "" : `@${version}`
  }" of "${contract}"${can}${state}${at}`;
}
