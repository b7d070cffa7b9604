import assert from "node:assert/strict";
import { defineResource, type PoolOptions, ResourcePool } from "../mod.ts";
import { type Thing, Things } from "./testdata/things.ts";

const { resource } = new Things();

Deno.test("ResourcePool refuses options that cannot work", () => {
  const refuse = (options: unknown, error: unknown) =>
    assert.throws(() => new ResourcePool(resource, options as PoolOptions), error as Error);
  refuse({ maxSize: 3 }, { name: "TypeError" });
  refuse({ idleTimeout: 3 }, /use "idleTimeoutMs"/);
  refuse({ name: "" }, TypeError);
  refuse({ min: -1 }, RangeError);
  refuse({ max: 0 }, {
    name: "RangeError",
    message: 'Cannot make the pool as "max" must be an integer >= 1: current value is 0',
  });
  refuse({ min: 3, max: 2 }, /"max" must be an integer >= 3: current value is 2/);
  refuse({ maxWaiting: 1.5 }, RangeError);
  refuse({ acquireTimeoutMs: -1 }, RangeError);
  refuse({ maxLifetimeMs: 0 }, RangeError);
  refuse({ lifetimeJitter: 2 }, /"lifetimeJitter" must be a number from 0 to 1/);
  refuse({ lifetimeJitter: "2" }, TypeError);
  refuse({ discardIf: true }, TypeError);
  refuse({ clock: {} }, /"clock\.\w+" must be a function/);
  refuse({ observers: [1] }, /"observers" must be an array of functions/);
  refuse({ closeTimeoutMs: 10, drainMs: 11 }, {
    name: "RangeError",
    message: 'Cannot make the pool as "drainMs" must be a number of milliseconds <= ' +
      '"closeTimeoutMs" (10): current value is 11',
  });
});

Deno.test("ResourcePool refuses a resource that is none, or that needs others", () => {
  assert.throws(() => new ResourcePool({ name: "x" } as never), TypeError);
  const needy = defineResource<string, { thing: Thing }>({
    name: "needy",
    needs: { thing: resource },
    acquire: () => "value",
    release: () => {},
  });
  assert.throws(() => new ResourcePool(needy), {
    name: "TypeError",
    message: /^Cannot make the pool as "resource.needs" must be undefined/,
  });
});

Deno.test("ResourcePool raises max to min when only min is given", async () => {
  await using pool = new ResourcePool(new Things().resource, { min: 12 });
  assert.equal(pool.stats().creating, 12);
});

Deno.test("ResourcePool.close() refuses options that cannot work", async () => {
  await using pool = new ResourcePool(resource);
  await assert.rejects(pool.close({ timeoutMs: -1 }), RangeError);
  await assert.rejects(pool.close({ timeoutMs: 5, drainMs: 6 }), /<= "timeoutMs" \(5\)/);
  await assert.rejects(pool.close({ drainMs: 5_000 }), /<= "closeTimeoutMs" \(4000\)/);
  await assert.rejects(pool.close({ timeout: 5 } as never), /use "timeoutMs"/);
  assert.equal(pool.stats().state, "open");
});
