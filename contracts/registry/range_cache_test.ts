import assert from "node:assert/strict";
import { RangeCache } from "./range_cache.ts";

Deno.test("RangeCache.compile() keeps what was asked for last", () => {
  const cache = new RangeCache(8);
  const hot = cache.compile("^1");
  for (let minor = 0; minor < 100; minor++) {
    assert.ok(cache.compile(`~2.${minor}`)(`2.${minor}.3`));
    assert.equal(cache.compile("^1"), hot);
    assert.ok(cache.size <= 8, String(cache.size));
  }
  const cold = cache.compile("~2.0");
  for (let minor = 1; minor < 9; minor++) cache.compile(`~2.${minor}`);
  assert.notEqual(cache.compile("~2.0"), cold);
});

Deno.test("RangeCache.compile() remembers nothing that is no range", () => {
  const cache = new RangeCache();
  assert.throws(() => cache.compile("latest"), { name: "SyntaxError" });
  assert.equal(cache.size, 0);
});
