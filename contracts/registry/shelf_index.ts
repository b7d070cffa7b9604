import type { Item } from "./shelf_item.ts";
import type { RegistryQuery } from "./registry_query.ts";
import { compareVersions, type VersionTest } from "./version_range.ts";

const NONE: readonly Item[] = [];

/** Lists up to this length are filtered anew at each lookup, which costs no more than remembering. */
const SHORT = 4;

/** Results that one index remembers. */
const MAX_RECENT = 256;

/**
 * The entries of one contract in the order of preference (highest version first, then in the order
 * of their places), by name and by capability too. It is changed in place; what
 * {@linkcode ShelfIndex.select} returns holds until then.
 */
export class ShelfIndex {
  readonly #all: Item[];
  readonly #byName = new Map<string, Item[]>();
  readonly #byCapability = new Map<string, Item[]>();
  readonly #recent = new Map<readonly Item[], Map<string, readonly Item[]>>();
  #recentCount = 0;

  constructor(items: Iterable<Item>) {
    this.#all = [...items].sort(compareItems);
    for (const item of this.#all) {
      append(this.#byName, item.entry.name, item);
      for (const capability of item.entry.capabilities) {
        append(this.#byCapability, capability, item);
      }
    }
  }

  /** All entries in the order of preference. */
  get all(): readonly Item[] {
    return this.#all;
  }

  /** Puts an item where it belongs. */
  insert(item: Item): void {
    this.#forget();
    for (const list of [this.#all, ...this.#listsBeside(item)]) {
      list.splice(position(list, item), 0, item);
    }
  }

  /** Takes out an item that is there. */
  remove(item: Item): void {
    this.#forget();
    for (const list of [this.#all, ...this.#listsBeside(item)]) {
      list.splice(position(list, item), 1);
    }
    const { name, capabilities } = item.entry;
    if (this.#byName.get(name)!.length === 0) this.#byName.delete(name);
    for (const capability of capabilities) {
      if (this.#byCapability.get(capability)!.length === 0) this.#byCapability.delete(capability);
    }
  }

  /**
   * Returns what fits, in the order of preference.
   *
   * @throws {SyntaxError} What `compile` throws.
   */
  select(query: RegistryQuery, compile: (range: string) => VersionTest): readonly Item[] {
    const { version, name, capability } = query;
    const several = typeof capability === "object";
    let items: readonly Item[] = this.#all;
    if (name !== undefined) items = this.#byName.get(name) ?? NONE;
    else if (several) items = this.#fewest(capability);
    else if (capability !== undefined) items = this.#byCapability.get(capability) ?? NONE;

    const isListed = !several && (capability === undefined || name === undefined);
    if (version === undefined && isListed) return items;
    const must = isListed ? NO_CAPABILITIES : several ? capability : [capability!];
    const filter = () => filterItems(items, must, version === undefined ? ANY : compile(version));
    if (items.length <= SHORT) return filter();
    const key = must === NO_CAPABILITIES ? version! : [version, ...must].join("\n");
    return this.#recent.get(items)?.get(key) ?? this.#remember(items, key, filter());
  }

  #fewest(capabilities: readonly string[]): readonly Item[] {
    let fewest: readonly Item[] = this.#all;
    for (const capability of capabilities) {
      const items = this.#byCapability.get(capability) ?? NONE;
      if (items.length < fewest.length) fewest = items;
    }
    return fewest;
  }

  #remember(items: readonly Item[], key: string, result: readonly Item[]): readonly Item[] {
    if (this.#recentCount === MAX_RECENT) this.#forget();
    this.#recentCount++;
    const results = this.#recent.get(items);
    if (results === undefined) this.#recent.set(items, new Map([[key, result]]));
    else results.set(key, result);
    return result;
  }

  #forget(): void {
    if (this.#recentCount === 0) return;
    this.#recent.clear();
    this.#recentCount = 0;
  }

  #listsBeside({ entry }: Item): Item[][] {
    return [
      listOf(this.#byName, entry.name),
      ...entry.capabilities.map((capability) => listOf(this.#byCapability, capability)),
    ];
  }
}

const NO_CAPABILITIES: readonly string[] = [];

const ANY: VersionTest = () => true;

function filterItems(
  items: readonly Item[],
  capabilities: readonly string[],
  isInRange: VersionTest,
): readonly Item[] {
  const kept: Item[] = [];
  let tested: Item | undefined;
  let isFitting = false;
  for (const item of items) {
    // Equal versions stand beside each other.
    if (tested === undefined || item.entry.version !== tested.entry.version) {
      isFitting = isInRange(item.version);
    }
    tested = item;
    if (isFitting && isAble(item, capabilities)) kept.push(item);
  }
  return kept;
}

function isAble({ entry }: Item, capabilities: readonly string[]): boolean {
  for (const capability of capabilities) {
    if (!entry.capabilities.includes(capability)) return false;
  }
  return true;
}

function compareItems(a: Item, b: Item): number {
  return compareVersions(b.version, a.version) || a.place - b.place;
}

function position(list: readonly Item[], item: Item): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareItems(list[middle]!, item) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A list that is written with its first item takes no room for more, as most names have one. */
function append(map: Map<string, Item[]>, name: string, item: Item): void {
  const list = map.get(name);
  if (list === undefined) map.set(name, [item]);
  else list.push(item);
}

function listOf(map: Map<string, Item[]>, name: string): Item[] {
  const list = map.get(name) ?? [];
  map.set(name, list);
  return list;
}
