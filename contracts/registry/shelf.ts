import type { RegistryEntry } from "./registry_entry.ts";
import { compareVersions } from "./version_range.ts";

/** The classes of one contract in the order of preference, and the same by name and capability. */
export interface ShelfIndex {
  /** All classes: highest version first, equal versions in the order of registration. */
  readonly all: readonly RegistryEntry[];
  /** The same order, by name of the implementation. */
  readonly byName: ReadonlyMap<string, readonly RegistryEntry[]>;
  /** The same order, by capability. */
  readonly byCapability: ReadonlyMap<string, readonly RegistryEntry[]>;
}

/** The part of a registry that holds the classes of one contract. */
export class Shelf {
  readonly #entries = new Map<string, RegistryEntry>();
  #index: ShelfIndex | undefined;

  /** Number of classes. */
  get size(): number {
    return this.#entries.size;
  }

  /** Returns what already stands under the name and version of an entry. */
  taken(entry: RegistryEntry): RegistryEntry | undefined {
    return this.#entries.get(key(entry));
  }

  /** Adds an entry whose name and version are free. */
  add(entry: RegistryEntry): void {
    this.#entries.set(key(entry), entry);
    this.#index = undefined;
  }

  /** Removes an entry, if it is still there. */
  remove(entry: RegistryEntry): void {
    if (this.taken(entry) !== entry) return;
    this.#entries.delete(key(entry));
    this.#index = undefined;
  }

  /** Built at the first lookup after a change, so that registering many classes stays linear. */
  get index(): ShelfIndex {
    if (this.#index !== undefined) return this.#index;
    const all = [...this.#entries.values()].sort((a, b) => compareVersions(b.version, a.version));
    const byName = new Map<string, RegistryEntry[]>();
    const byCapability = new Map<string, RegistryEntry[]>();
    for (const entry of all) {
      append(byName, entry.name, entry);
      for (const capability of entry.capabilities) append(byCapability, capability, entry);
    }
    return this.#index = { all, byName, byCapability };
  }
}

function key(entry: RegistryEntry): string {
  return `${entry.version ?? ""}@${entry.name}`;
}

function append(index: Map<string, RegistryEntry[]>, name: string, entry: RegistryEntry): void {
  const list = index.get(name);
  if (list === undefined) index.set(name, [entry]);
  else list.push(entry);
}
