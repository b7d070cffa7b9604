import assert from "node:assert/strict";
import { RangeCache } from "./range_cache.ts";
import { toClassEntry } from "./registry_addition.ts";
import type { RegistryQuery } from "./registry_query.ts";
import { ShelfIndex } from "./shelf_index.ts";
import { type Item, toItem } from "./shelf_item.ts";

function item(serial: number): Item {
  const entry = toClassEntry({
    contract: "c",
    class: class {},
    name: `n${serial}`,
    version: `1.${serial % 7}.0`,
    capabilities: [`can${serial % 2}`, "all"],
  }, () => undefined);
  return toItem(entry, { serial, place: undefined, load: undefined });
}

function indexOf(count: number): ShelfIndex {
  return new ShelfIndex(Array.from({ length: count }, (_, serial) => item(serial)));
}

Deno.test("ShelfIndex.select() asks for a range once until something changes", () => {
  const index = indexOf(100);
  let compiled = 0;
  const ranges = new RangeCache();
  const select = (query: RegistryQuery) =>
    index.select(query, (range) => (compiled++, ranges.compile(range)));
  const first = select({ version: "~1.3" });
  assert.equal(first.length, 14);
  assert.equal(select({ version: "~1.3" }), first);
  assert.equal(compiled, 1);
  assert.equal(select({ version: "~1.3", capability: "can1" }).length, 7);
  assert.equal(select({ version: "~1.3", capability: ["can1", "all"] }).length, 7);
  assert.equal(compiled, 3);
  index.insert(item(101));
  const [newest] = select({ version: "~1.3" }).slice(-1);
  assert.equal(select({ version: "~1.3" }).length, 15);
  index.remove(newest!);
  assert.equal(select({ version: "~1.3" }).length, 14);
  assert.equal(compiled, 5);
});

Deno.test("ShelfIndex.select() forgets what it remembers before that grows without end", () => {
  const index = indexOf(10);
  let compiled = 0;
  const { compile } = new RangeCache(4);
  const select = (minor: number) =>
    index.select({ version: `>=1.${minor}` }, (range) => (compiled++, compile(range)));
  for (let minor = 0; minor < 256; minor++) select(minor);
  select(0);
  assert.equal(compiled, 256, "all are remembered");
  select(256);
  select(0);
  assert.equal(compiled, 258, "one too many, and all are forgotten");
});

Deno.test("ShelfIndex.remove() leaves nothing to be found by name or capability", () => {
  const index = indexOf(2);
  const [first, second] = index.all;
  index.remove(first!);
  const { compile } = new RangeCache();
  assert.deepEqual(index.select({ capability: "all" }, compile), [second]);
  index.remove(second!);
  for (const query of [{}, { name: "n0" }, { capability: "all" }, { capability: ["all"] }]) {
    assert.deepEqual(index.select(query, compile), []);
  }
});

Deno.test("ShelfIndex.select() keeps ranges and capabilities apart in what it remembers", () => {
  const index = indexOf(100);
  const { compile } = new RangeCache();
  const minors = (version: string | undefined, capability: string | string[]) => {
    const found = index.select({ capability, ...version !== undefined && { version } }, compile);
    return [...new Set(found.map(({ entry }) => entry.version))];
  };
  for (let round = 0; round < 2; round++) {
    assert.deepEqual(minors("~1.3", ["can1", "all"]), ["1.3.0"]);
    assert.deepEqual(minors("~1.4", ["can1", "all"]), ["1.4.0"]);
    assert.equal(minors(undefined, ["can1", "all"]).length, 7);
    assert.deepEqual(minors("~1.4", "can1"), ["1.4.0"]);
    assert.deepEqual(minors("~1.3", "can1"), ["1.3.0"]);
  }
});
