import type { Constructor, RegistryEntry } from "./registry_entry.ts";
import { parseVersion, type Version } from "./version_range.ts";

/** An entry, and what lookups and removals need of it. */
export interface Item {
  readonly entry: RegistryEntry;
  /** The class of the entry, one step nearer. */
  readonly class: Constructor | undefined;
  /** Name and version in one. */
  readonly key: string;
  readonly version: Version | undefined;
  /** The how-manieth addition it is, over all registries that see each other. */
  readonly serial: number;
  /** Serial of the first entry under its key: its place among equal versions. */
  readonly place: number;
  /** Loads the class of a lazy entry. */
  readonly load: (() => Promise<Constructor>) | undefined;
}

/** What makes an item of an entry. */
export interface ItemFields {
  readonly serial: number;
  /** The place of what stands under its key. */
  readonly place: number | undefined;
  readonly load: Item["load"];
}

/** Makes an item. */
export function toItem(entry: RegistryEntry, { serial, place = serial, load }: ItemFields): Item {
  const { name, version } = entry;
  const parsed = version === undefined ? undefined : parseVersion(version);
  return {
    entry,
    class: entry.class,
    key: keyOf(name, version),
    version: parsed,
    serial,
    place,
    load,
  };
}

/** Name and version of an implementation in one. */
export function keyOf(name: string, version: string | undefined): string {
  return `${version ?? ""}@${name}`;
}
