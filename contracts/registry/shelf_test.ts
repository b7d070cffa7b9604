import assert from "node:assert/strict";
import { Layer } from "./layer.ts";
import { RangeCache } from "./range_cache.ts";
import { toClassEntry } from "./registry_addition.ts";
import type { RegistryEntry } from "./registry_entry.ts";
import { Shelf } from "./shelf.ts";
import { keyOf } from "./shelf_item.ts";

const { compile } = new RangeCache();

function entry(name: string, ...capabilities: string[]): RegistryEntry {
  return toClassEntry({ contract: "c", class: class {}, name, capabilities }, () => undefined);
}

/** Names and capabilities of what is found by a capability. */
function find(shelf: Shelf, capability: string): string[] {
  return shelf.index.select({ capability }, compile)
    .map((item) => `${item.entry.name} ${item.entry.capabilities}`);
}

Deno.test("Shelf.remove() of what is replaced leaves what is seen as it is", () => {
  const shelf = new Shelf();
  const hidden = shelf.put(entry("a", "x"), 1, undefined);
  shelf.put(entry("b", "x"), 2, undefined);
  shelf.put(entry("a", "y"), 3, undefined);
  assert.deepEqual([find(shelf, "x"), find(shelf, "y")], [["b x"], ["a y"]]);
  shelf.remove(hidden);
  shelf.remove(hidden);
  assert.deepEqual([find(shelf, "x"), find(shelf, "y")], [["b x"], ["a y"]]);
});

Deno.test("Shelf.swap() puts an entry where the other stands, also where it is replaced", () => {
  const shelf = new Shelf();
  const hidden = shelf.put(entry("a", "x"), 1, undefined);
  shelf.put(entry("b", "x"), 2, undefined);
  const top = shelf.put(entry("a", "y"), 3, undefined);
  assert.deepEqual(find(shelf, "x"), ["b x"]);
  const swapped = shelf.swap(hidden, entry("a", "z"), 4);
  assert.deepEqual([find(shelf, "x"), find(shelf, "y"), find(shelf, "z")], [["b x"], ["a y"], []]);
  assert.equal(shelf.swap(hidden, entry("a", "x"), 5), undefined, "it is not there any more");
  shelf.remove(top);
  assert.deepEqual(shelf.index.all.map((item) => item.entry.name), ["a", "b"]);
  assert.equal(shelf.top(keyOf("a", undefined)), swapped);
});

Deno.test("Shelf.put() keeps the last 32 entries of a name", () => {
  const shelf = new Shelf();
  const items = Array.from({ length: 100 }, (_, index) => shelf.put(entry("a"), index, undefined));
  assert.deepEqual([...shelf.items()], items.slice(-32));
  for (const item of items.slice(1)) shelf.remove(item);
  assert.equal(shelf.size, 0);
});

Deno.test("Layer.remove() leaves no shelf of a contract without entries", () => {
  const layer = new Layer();
  const item = layer.put(entry("a"), 1, undefined);
  assert.deepEqual([...layer.contracts], ["c"]);
  layer.remove(item);
  assert.deepEqual([...layer.contracts], []);
});
