import assert from "node:assert/strict";
import { ManualClock } from "../../testing/manual_clock.ts";
import { type PoolEvent, ResourcePool } from "../mod.ts";
import { settle, Things } from "./testdata/things.ts";

Deno.test("ResourcePool checks a value before it is lent when it has been idle for long", async () => {
  const clock = new ManualClock();
  const checked: number[] = [];
  const things = new Things({ health: (thing) => void checked.push(thing.id) });
  await using pool = new ResourcePool(things.resource, { clock, healthAfterIdleMs: 100 });
  (await pool.acquire()).release();
  clock.advance(99);
  (await pool.acquire()).release();
  assert.deepEqual(checked, []);
  clock.advance(100);
  (await pool.acquire()).release();
  assert.deepEqual(checked, [1]);
});

Deno.test("ResourcePool replaces a value when its check says that it does not work", async () => {
  const clock = new ManualClock();
  const answers = [() => Promise.reject(new Error("reset")), () => false];
  const things = new Things({ health: () => answers.shift()!() });
  const errors: unknown[] = [];
  await using pool = new ResourcePool(things.resource, {
    clock,
    max: 1,
    healthAfterIdleMs: 0,
    observers: [(event: PoolEvent) => {
      if (event.type === "pool.unhealthy") errors.push((event.error as Error).message);
    }],
  });
  for (let id = 1; id <= 3; id++) {
    using lease = await pool.acquire();
    assert.equal(lease.value.id, id);
  }
  assert.deepEqual(things.released, [1, 2]);
  assert.deepEqual(errors, ["reset", 'The health check of "thing" answered false']);
  assert.equal(pool.stats().unhealthy, 2);
});

Deno.test("ResourcePool replaces a value when its check hangs", async () => {
  const clock = new ManualClock();
  const signals: AbortSignal[] = [];
  const things = new Things({
    health: (_thing, { signal }) => {
      signals.push(signal);
      return new Promise(() => {});
    },
  });
  await using pool = new ResourcePool(things.resource, {
    clock,
    healthAfterIdleMs: 10,
    healthTimeoutMs: 50,
  });
  (await pool.acquire()).release();
  clock.advance(10);
  const next = pool.acquire();
  await clock.advanceAsync(49);
  assert.equal(pool.stats().checking, 1);
  await clock.advanceAsync(1);
  using lease = await next;
  assert.equal(lease.value.id, 2);
  assert.match(signals[0]!.reason.message, /^Cannot tell the health of "thing" within 50 ms$/);
});

Deno.test("ResourcePool keeps the order of callers when a value is checked for them", async () => {
  const clock = new ManualClock();
  const things = new Things({ health: () => Promise.resolve() });
  await using pool = new ResourcePool(things.resource, { clock, max: 2, healthAfterIdleMs: 10 });
  const leases = await Promise.all([pool.acquire(), pool.acquire()]);
  leases.forEach((lease) => lease.release());
  clock.advance(10);
  const order: number[] = [];
  await Promise.all([1, 2, 3, 4].map(async (turn) => {
    using _lease = await pool.acquire();
    order.push(turn);
  }));
  assert.deepEqual(order, [1, 2, 3, 4]);
  assert.equal(things.made, 2);
});

Deno.test("ResourcePool checks as many values at the same time as callers wait for", async () => {
  const clock = new ManualClock();
  const things = new Things({
    health: () => new Promise((done) => clock.setTimer(() => done(1), 20)),
  });
  await using pool = new ResourcePool(things.resource, { clock, healthAfterIdleMs: 10 });
  const leases = await Promise.all([1, 2, 3].map(() => pool.acquire()));
  leases.forEach((lease) => lease.release());
  clock.advance(10);
  const both = Promise.all([pool.acquire(), pool.acquire()]);
  assert.equal(pool.stats().checking, 2);
  await clock.advanceAsync(20);
  (await both).forEach((lease) => lease.release());
});

Deno.test("ResourcePool checks no more values than callers wait for", async () => {
  const clock = new ManualClock();
  let checks = 0;
  const things = new Things({ health: () => new Promise((resolve) => (checks++, resolve(1))) });
  await using pool = new ResourcePool(things.resource, { clock, healthAfterIdleMs: 10 });
  const leases = await Promise.all(Array.from({ length: 5 }, () => pool.acquire()));
  leases.forEach((lease) => lease.release());
  clock.advance(10);
  (await pool.acquire()).release();
  await settle();
  assert.equal(checks, 1);
});
