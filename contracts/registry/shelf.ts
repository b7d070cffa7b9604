import type { RegistryEntry } from "./registry_entry.ts";
import { ShelfIndex } from "./shelf_index.ts";
import { type Item, keyOf, toItem } from "./shelf_item.ts";

/**
 * Entries that are kept under one name and version: who replaces a class again and again, as a server
 * that reloads its modules does, must not fill the memory.
 */
const MAX_STACKED = 32;

/**
 * The part of a registry that holds the entries of one contract. Under each name and version stands
 * a stack: the last one added is seen, and those that it replaced come back when it is removed.
 */
export class Shelf {
  readonly #stacks = new Map<string, Item[]>();
  #index: ShelfIndex | undefined;

  /** Number of names and versions. */
  get size(): number {
    return this.#stacks.size;
  }

  /** Built at the first lookup, so that registering many classes before it stays cheap. */
  get index(): ShelfIndex {
    return this.#index ??= new ShelfIndex(this.#seen());
  }

  /** Returns what is seen under a name and version. */
  top(key: string): Item | undefined {
    return this.#stacks.get(key)?.at(-1);
  }

  /** Adds an entry on top of what stands under its name and version. */
  put(entry: RegistryEntry, serial: number, load: Item["load"]): Item {
    const stack = this.#stacks.get(keyOf(entry.name, entry.version)) ?? [];
    const top = stack.at(-1);
    const item = toItem(entry, { serial, place: top?.place, load });
    stack.push(item);
    if (stack.length > MAX_STACKED) stack.shift();
    this.#stacks.set(item.key, stack);
    this.#show(top, item);
    return item;
  }

  /** Puts an entry of the same name and version where an item stands, if it is still there. */
  swap(item: Item, entry: RegistryEntry, serial: number): Item | undefined {
    const stack = this.#stacks.get(item.key);
    const at = stack?.indexOf(item) ?? -1;
    if (stack === undefined || at === -1) return undefined;
    const swapped = toItem(entry, { serial, place: item.place, load: undefined });
    stack[at] = swapped;
    if (at === stack.length - 1) this.#show(item, swapped);
    return swapped;
  }

  /** Removes an item wherever it stands in its stack, if it is still there. */
  remove(item: Item): void {
    const stack = this.#stacks.get(item.key);
    const at = stack?.indexOf(item) ?? -1;
    if (stack === undefined || at === -1) return;
    stack.splice(at, 1);
    if (stack.length === 0) this.#stacks.delete(item.key);
    if (at === stack.length) this.#show(item, stack.at(-1));
  }

  /** Every item, those that are replaced as well. */
  *items(): Generator<Item> {
    for (const stack of this.#stacks.values()) yield* stack;
  }

  #show(before: Item | undefined, after: Item | undefined): void {
    if (before !== undefined) this.#index?.remove(before);
    if (after !== undefined) this.#index?.insert(after);
  }

  *#seen(): Generator<Item> {
    for (const stack of this.#stacks.values()) yield stack.at(-1)!;
  }
}
