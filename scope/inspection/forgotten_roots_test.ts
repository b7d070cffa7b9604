import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

Deno.test("Scope reports 10,000 of 10,000 roots that were dropped, and none of 100,000 that were closed", async () => {
  const program = fileURLToPath(new URL("./testdata/drops_roots.ts", import.meta.url));
  const { stdout, stderr, success } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", "--v8-flags=--expose-gc", program],
  }).output();
  assert.ok(success, new TextDecoder().decode(stderr));
  const { kinds: [kind, ...more], ...counts } = JSON.parse(new TextDecoder().decode(stdout));
  assert.deepEqual(counts, {
    reported: { "part collected": 10_000, "dropped collected": 10_000 },
    places: 1,
    resources: 10_000,
    watched: 0,
  });
  assert.deepEqual(more, []);
  assert.equal(kind.count, 10_000);
  assert.match(kind.place, /^drops_roots\.ts:\d+:\d+$/);
  const [[path, resource, place]] = kind.resources;
  assert.deepEqual([path, resource], ["dropped/part", "resource"]);
  assert.match(place, /^drops_roots\.ts:\d+:\d+$/);
});
