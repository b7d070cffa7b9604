import { didYouMean } from "../../_internal/did_you_mean.ts";
import { RegistryError } from "../errors.ts";
import type { RegistryEntry } from "./registry_entry.ts";
import { formatSite } from "../report/call_site.ts";
import type { Shelf } from "./shelf.ts";

/** Classes that a message lists. */
const MAX_LISTED = 20;

/** The error of a lookup that found nothing: what was asked, what was meant, what there is. */
export function missError(
  contract: string,
  query: { readonly version?: string; readonly name?: string; readonly capability?: string },
  shelves: ReadonlyMap<string, Shelf>,
): RegistryError {
  const asked = Object.entries(query).map(([key, value]) => `${key} "${value}"`).join(", ");
  const subject = `an implementation of contract "${contract}"${asked && ` with ${asked}`}`;
  const index = shelves.get(contract)?.index;
  const hints = index === undefined ? [guess("contract", contract, shelves.keys())] : [
    guess("name", query.name, index.byName.keys()),
    guess("capability", query.capability, index.byCapability.keys()),
  ];
  const listed = index?.all ?? [...shelves.values()].flatMap((shelf) => shelf.index.all);
  const reason = index === undefined
    ? "nothing is registered for it, import the module that defines the class"
    : "none of the registered classes fits";
  const lines = [...hints.filter((hint) => hint !== undefined), ...listing(listed)];
  const message = [`Cannot get ${subject}: ${reason}`, ...lines].join("\n");
  return new RegistryError(message, "missing", contract);
}

/** The error of a second class under a name that is taken. */
export function duplicateError(first: RegistryEntry, second: RegistryEntry): RegistryError {
  const message = [
    `Cannot register class "${second.class.name}" as the name is taken: ` +
    "give it another name or version, or dispose the first",
    `  taken by:   ${describe(first)}`,
    `  refused:    ${describe(second)}`,
  ];
  return new RegistryError(message.join("\n"), "duplicate", second.contract);
}

function guess(
  what: string,
  given: string | undefined,
  known: Iterable<string>,
): string | undefined {
  const meant = given === undefined ? undefined : didYouMean(given, known);
  return meant === undefined || meant === given ? undefined : `  hint: use ${what} "${meant}"`;
}

function listing(entries: readonly RegistryEntry[]): string[] {
  const lines = entries.slice(0, MAX_LISTED).map((entry) => `  registered: ${describe(entry)}`);
  const rest = entries.length - lines.length;
  return rest === 0 ? lines : [...lines, `  ... and ${rest} more`];
}

function describe({ contract, name, version, capabilities, site }: RegistryEntry): string {
  const can = capabilities.length === 0 ? "" : ` (${capabilities.join(", ")})`;
  const at = site === undefined ? "" : ` at ${formatSite(site)}`;
  return `"${name}${version === undefined ? "" : `@${version}`}" of "${contract}"${can}${at}`;
}
