import assert from "node:assert/strict";
import { type Lease, ResourcePool } from "../mod.ts";
import { type Thing, Things } from "./testdata/things.ts";

/** Whether two types are the same, `any` included. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true
  : false;

function isTrue<_T extends true>(): void {}

Deno.test("ResourcePool stands for a pool of a wider type", async () => {
  await using pool: ResourcePool<{ readonly id: unknown }> = new ResourcePool<Thing>(
    new Things().resource,
  );
  using lease: Lease<unknown> = await pool.acquire();
  assert.ok(lease);
});

Deno.test("ResourcePool.use() returns what the body returns or resolves to", async () => {
  await using pool = new ResourcePool(new Things().resource);
  const number = await pool.use((thing) => thing.id);
  const text = await pool.use((thing) => Promise.resolve(String(thing.id)));
  isTrue<Same<typeof number, number>>();
  isTrue<Same<typeof text, string>>();
  assert.equal(String(number), text);
});
