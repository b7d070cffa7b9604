import type { RegistryEntry } from "./registry_entry.ts";
import type { RegistryQuery } from "./registry_query.ts";
import { Shelf } from "./shelf.ts";
import type { Item } from "./shelf_item.ts";
import type { VersionTest } from "./version_range.ts";

const NONE: readonly Item[] = [];

/** The entries that were added to one registry itself, by contract. */
export class Layer {
  readonly #shelves = new Map<string, Shelf>();
  #isClosed = false;

  /** Whether it can no longer be used. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** The contracts of which there are entries. */
  get contracts(): Iterable<string> {
    return this.#shelves.keys();
  }

  /** Returns what stands under a name and version. */
  top(contract: string, key: string): Item | undefined {
    return this.#shelves.get(contract)?.top(key);
  }

  /**
   * Returns what fits, in the order of preference.
   *
   * @throws {SyntaxError} What `compile` throws.
   */
  select(
    contract: string,
    query: RegistryQuery,
    compile: (range: string) => VersionTest,
  ): readonly Item[] {
    const shelf = this.#shelves.get(contract);
    if (shelf !== undefined) return shelf.index.select(query, compile);
    if (query.version !== undefined) compile(query.version);
    return NONE;
  }

  /** Every item, those that are replaced as well. */
  *items(): Generator<Item> {
    for (const shelf of this.#shelves.values()) yield* shelf.items();
  }

  /** Adds an entry in front of those of its name and version. */
  put(entry: RegistryEntry, serial: number, load: Item["load"]): Item {
    const shelf = this.#shelves.get(entry.contract) ?? new Shelf();
    this.#shelves.set(entry.contract, shelf);
    return shelf.put(entry, serial, load);
  }

  /** Puts an entry of the same contract, name and version where an item stands, if it does. */
  swap(item: Item, entry: RegistryEntry, serial: number): Item | undefined {
    return this.#shelves.get(entry.contract)?.swap(item, entry, serial);
  }

  /** Removes an item, if it is still there. */
  remove(item: Item): void {
    const { contract } = item.entry;
    const shelf = this.#shelves.get(contract);
    shelf?.remove(item);
    if (shelf?.size === 0) this.#shelves.delete(contract);
  }

  /** Removes everything for good. */
  close(): void {
    this.#isClosed = true;
    this.#shelves.clear();
  }
}
