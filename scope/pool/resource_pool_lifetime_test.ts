import assert from "node:assert/strict";
import { ManualClock } from "../../testing/manual_clock.ts";
import { type Lease, ResourcePool } from "../mod.ts";
import { settle, type Thing, Things } from "./testdata/things.ts";

const NO_TIMER = { cancel() {}, [Symbol.dispose]() {} };

function acquireMany(pool: ResourcePool<Thing>, count: number): Promise<Lease<Thing>[]> {
  return Promise.all(Array.from({ length: count }, () => pool.acquire()));
}

Deno.test("ResourcePool lets idle values go down to min when nobody uses them", async () => {
  const clock = new ManualClock();
  const things = new Things();
  await using pool = new ResourcePool(things.resource, { clock, min: 2, idleTimeoutMs: 100 });
  for (const lease of await acquireMany(pool, 4)) {
    lease.release();
    clock.advance(10);
  }
  await clock.advanceAsync(59);
  assert.deepEqual(things.released, []);
  await clock.advanceAsync(1);
  assert.deepEqual(things.released, [1]);
  await clock.advanceAsync(1_000);
  assert.deepEqual(things.released, [1, 2]);
  assert.equal(pool.stats().idle, 2);
});

Deno.test("ResourcePool lets a value stay when it is used again in time", async () => {
  const clock = new ManualClock();
  const things = new Things();
  await using pool = new ResourcePool(things.resource, { clock, idleTimeoutMs: 100 });
  for (let turn = 0; turn < 10; turn++) {
    (await pool.acquire()).release();
    await clock.advanceAsync(99);
  }
  assert.equal(things.made, 1);
  assert.ok(clock.pending <= 1);
  await clock.advanceAsync(1);
  assert.deepEqual(things.released, [1]);
});

Deno.test("ResourcePool lets a value go that min kept when another takes its place", async () => {
  const clock = new ManualClock();
  const things = new Things();
  await using pool = new ResourcePool(things.resource, { clock, min: 1, idleTimeoutMs: 100 });
  await clock.advanceAsync(500);
  const leases = await acquireMany(pool, 2);
  leases.forEach((lease) => lease.release());
  await clock.advanceAsync(99);
  assert.equal(pool.stats().idle, 2);
  await clock.advanceAsync(1);
  assert.equal(pool.stats().idle, 1);
});

Deno.test("ResourcePool sets no timer when no value may go for being idle", async () => {
  const clock = new ManualClock();
  const things = new Things();
  await using pool = new ResourcePool(things.resource, { clock, min: 1, max: 1 });
  (await pool.acquire()).release();
  // The timer of the caller that waited for the first value.
  await clock.advanceAsync(30_000);
  (await pool.acquire()).release();
  assert.equal(clock.pending, 0);
});

Deno.test("ResourcePool replaces idle values when their lifetime is over, to hold min", async () => {
  const clock = new ManualClock();
  const things = new Things();
  await using pool = new ResourcePool(things.resource, {
    clock,
    min: 2,
    maxLifetimeMs: 1_000,
    lifetimeJitter: 0,
  });
  await clock.advanceAsync(999);
  assert.deepEqual(things.released, []);
  await clock.advanceAsync(1);
  assert.deepEqual(things.released, [1, 2]);
  assert.equal(pool.stats().idle, 2);
  assert.equal(things.made, 4);
});

Deno.test("ResourcePool leaves a lent value alone when its lifetime is over, until it is back", async () => {
  const clock = new ManualClock();
  const things = new Things();
  await using pool = new ResourcePool(things.resource, { clock, maxLifetimeMs: 100 });
  const lease = await pool.acquire();
  await clock.advanceAsync(1_000);
  assert.deepEqual(things.released, []);
  lease.release();
  assert.deepEqual(things.released, [1]);
  assert.deepEqual(things.exits, [{ status: "success" }]);
});

Deno.test("ResourcePool lends no value when its lifetime is over though no timer has fired", async () => {
  const clock = new ManualClock();
  const things = new Things();
  await using pool = new ResourcePool(things.resource, {
    clock: { now: () => clock.now(), monotonic: () => clock.monotonic(), setTimer: () => NO_TIMER },
    maxLifetimeMs: 100,
  });
  (await pool.acquire()).release();
  clock.advance(100);
  using lease = await pool.acquire();
  assert.equal(lease.value.id, 2);
  assert.deepEqual(things.released, [1]);
});

Deno.test("ResourcePool spreads the ends of lifetimes when values are made together", async () => {
  const clock = new ManualClock();
  const things = new Things();
  await using pool = new ResourcePool(things.resource, {
    clock,
    max: 50,
    maxLifetimeMs: 1_000,
    lifetimeJitter: 0.5,
    idleTimeoutMs: Infinity,
  });
  for (const lease of await acquireMany(pool, 50)) lease.release();
  await settle();
  await clock.advanceAsync(499);
  assert.equal(things.released.length, 0);
  await clock.advanceAsync(251);
  const half = things.released.length;
  assert.ok(half > 5 && half < 45, `${half} of 50 are gone`);
  await clock.advanceAsync(250);
  assert.equal(things.released.length, 50);
});
