import { Layer } from "./layer.ts";
import { RangeCache } from "./range_cache.ts";
import type { RegistryEntry } from "./registry_entry.ts";
import { RegistryFeed } from "./registry_feed.ts";
import type { RegistryHost } from "./registry_host.ts";
import type { RegistryQuery } from "./registry_query.ts";
import { type Item, keyOf } from "./shelf_item.ts";
import { compareVersions } from "./version_range.ts";

const ALL: RegistryQuery = {};
const NONE: readonly Item[] = [];

/**
 * What is seen in a registry: the entries of its own, and behind them those of the registries that
 * it was forked from. An entry hides those behind it that have its contract, name and version.
 */
export class Overlay implements RegistryHost {
  readonly #own = new Layer();
  /** This one and those behind it, nearest first. */
  readonly #chain: readonly Overlay[];
  readonly #shared: { serial: number; readonly ranges: RangeCache };
  /** Who hears of what comes into sight and goes. */
  readonly feed: RegistryFeed;

  /** Creates one in front of another, or of nothing. */
  constructor(behind?: Overlay) {
    this.#chain = [this, ...behind === undefined ? [] : behind.#chain];
    this.#shared = behind === undefined ? { serial: 0, ranges: new RangeCache() } : behind.#shared;
    this.feed = new RegistryFeed((contract, key) => this.#has(contract, key), behind?.feed);
  }

  /** Whether it can no longer be used. */
  get isClosed(): boolean {
    return this.#own.isClosed;
  }

  /** Returns the serial of the last addition. */
  get serial(): number {
    return this.#shared.serial;
  }

  /** Returns the item that fits best; of equal versions the nearest. */
  best(contract: string, query: RegistryQuery): Item | undefined {
    const { compile } = this.#shared.ranges;
    let best: Item | undefined;
    for (const overlay of this.#chain) {
      if (overlay.isClosed) break;
      const items = overlay.#own.select(contract, query, compile);
      const item = overlay === this
        ? items[0]
        : items.find(({ key }) => !this.#hides(contract, key, overlay));
      if (item === undefined) continue;
      if (best === undefined || compareVersions(item.version, best.version) > 0) best = item;
    }
    return best;
  }

  /** Returns everything that fits, in the order of preference. */
  select(contract: string, query: RegistryQuery): readonly Item[] {
    const { compile } = this.#shared.ranges;
    let selected = NONE;
    for (const overlay of this.#open()) {
      const items = overlay.#own.select(contract, query, compile);
      if (overlay === this) selected = items;
      else if (items.length > 0) {
        const seen = items.filter(({ key }) => !this.#hides(contract, key, overlay));
        selected = [...selected, ...seen].sort((a, b) => compareVersions(b.version, a.version));
      }
    }
    return selected;
  }

  /** Returns everything that is seen, one contract after the other. */
  all(): readonly Item[] {
    const contracts = new Set(this.#open().flatMap((overlay) => [...overlay.#own.contracts]));
    return [...contracts].flatMap((contract) => this.select(contract, ALL));
  }

  /** Returns what stands in the whole chain, also where the one hides the other. */
  standing(contract?: string): readonly Item[] {
    return this.#open().flatMap((overlay) => {
      const contracts = contract === undefined ? overlay.#own.contracts : [contract];
      const { compile } = this.#shared.ranges;
      return [...contracts].flatMap((each) => overlay.#own.select(each, ALL, compile));
    });
  }

  /** Returns what it has of its own under the name and version of an entry. */
  taken({ contract, name, version }: RegistryEntry): RegistryEntry | undefined {
    return this.#own.top(contract, keyOf(name, version))?.entry;
  }

  /** Adds an entry of its own. */
  put(entry: RegistryEntry, load: Item["load"]): Item {
    return this.#change(entry, () => this.#own.put(entry, ++this.#shared.serial, load));
  }

  /** Puts an entry in the place of an item of its own, if that still stands. */
  swap(item: Item, entry: RegistryEntry): Item | undefined {
    return this.#change(entry, () => this.#own.swap(item, entry, ++this.#shared.serial));
  }

  /** Removes an item of its own, if that still stands. */
  remove(item: Item): void {
    this.#change(item.entry, () => this.#own.remove(item));
  }

  /** Removes items from the whole chain, replaced ones as well. */
  revoke(test: (item: Item) => boolean): void {
    for (const overlay of this.#open()) {
      for (const item of [...overlay.#own.items()].filter(test)) overlay.remove(item);
    }
  }

  /** Removes everything of its own, for good. */
  close(): void {
    const seen = this.feed.isHeard ? this.all() : NONE;
    this.#own.close();
    for (const { entry, key } of seen) this.feed.tell(entry.contract, key, entry, undefined);
    this.feed.close();
  }

  #open(): readonly Overlay[] {
    const end = this.#chain.findIndex((overlay) => overlay.isClosed);
    return end === -1 ? this.#chain : this.#chain.slice(0, end);
  }

  #has(contract: string, key: string): boolean {
    return this.#own.top(contract, key) !== undefined;
  }

  /** Whether something in front of `behind` hides its entry. */
  #hides(contract: string, key: string, behind: Overlay): boolean {
    for (const overlay of this.#chain) {
      if (overlay === behind) return false;
      if (overlay.#has(contract, key)) return true;
    }
    return false;
  }

  #change<T>({ contract, name, version }: RegistryEntry, change: () => T): T {
    if (!this.feed.isHeard) return change();
    const key = keyOf(name, version);
    const top = () => {
      for (const overlay of this.#open()) {
        const item = overlay.#own.top(contract, key);
        if (item !== undefined) return item.entry;
      }
      return undefined;
    };
    const before = top();
    const result = change();
    this.feed.tell(contract, key, before, top());
    return result;
  }
}
