import assert from "node:assert/strict";
import { ManualClock } from "../../testing/manual_clock.ts";
import { defineResource, type Lease, ResourcePool, withScope } from "../mod.ts";
import { settle, type Thing, Things } from "./testdata/things.ts";

const NO_TIMER = { cancel() {}, [Symbol.dispose]() {} };

Deno.test("ResourcePool makes no more than max values and serves callers in the order they came", async () => {
  const things = new Things();
  await using pool = new ResourcePool(things.resource, { max: 2 });
  const [first, second] = await Promise.all([pool.acquire(), pool.acquire()]);
  const served: string[] = [];
  const third = pool.acquire().then((lease) => (served.push("third"), lease));
  const fourth = pool.acquire().then((lease) => (served.push("fourth"), lease));
  await settle();
  assert.deepEqual(served, []);
  second.release();
  assert.equal((await third).value.id, 2);
  first.release();
  assert.equal((await fourth).value.id, 1);
  assert.deepEqual(served, ["third", "fourth"]);
  assert.equal(things.made, 2);
  (await third).release();
  (await fourth).release();
});

Deno.test("ResourcePool lends the value that was used last first", async () => {
  const things = new Things();
  await using pool = new ResourcePool(things.resource);
  const [first, second] = await Promise.all([pool.acquire(), pool.acquire()]);
  second.release();
  first.release();
  using lease = await pool.acquire();
  assert.equal(lease.value.id, 1);
});

Deno.test("ResourcePool makes min values when it is made", async () => {
  const things = new Things();
  await using pool = new ResourcePool(things.resource, { min: 3, max: 5 });
  await settle();
  assert.equal(pool.stats().idle, 3);
  assert.equal(things.calls, 3);
});

Deno.test("Lease.release() does nothing when the lease has ended", async () => {
  const things = new Things();
  await using pool = new ResourcePool(things.resource);
  const stale = await pool.acquire();
  stale.release();
  using current = await pool.acquire();
  stale.release();
  stale.discard(new Error("too late"));
  stale[Symbol.dispose]();
  assert.equal(pool.stats().used, 1);
  assert.equal(current.value.id, 1);
});

Deno.test("Lease.value throws when the lease has ended", async () => {
  const things = new Things();
  await using pool = new ResourcePool(things.resource);
  const lease = await pool.acquire();
  lease.release();
  assert.throws(() => lease.value, {
    name: "TypeError",
    message: 'Cannot use the value as its lease of pool "thing" has ended: acquire another one',
  });
});

Deno.test("Lease.discard() destroys the value and makes room for another", async () => {
  const things = new Things();
  await using pool = new ResourcePool(things.resource, { max: 1 });
  const broken = await pool.acquire();
  const next = pool.acquire();
  const error = new Error("connection reset");
  broken.discard(error);
  using lease = await next;
  assert.equal(lease.value.id, 2);
  assert.deepEqual(things.exits, [{ status: "failure", error }]);
});

Deno.test("ResourcePool frees the place of a value when its release throws", async () => {
  const things = new Things({
    release: () => {
      throw new Error("cannot close");
    },
  });
  const pool = new ResourcePool(things.resource, { max: 1 });
  (await pool.acquire()).discard();
  (await pool.acquire()).discard();
  const lease = await pool.acquire();
  assert.equal(lease.value.id, 3);
  assert.equal(pool.stats().destroyFailed, 2);
  lease.release();
  await assert.rejects(pool.close(), /cannot close/);
});

Deno.test("ResourcePool.discard() destroys an idle value at once and a lent one when it is back", async () => {
  const things = new Things();
  await using pool = new ResourcePool(things.resource);
  const [idle, lent] = await Promise.all([pool.acquire(), pool.acquire()]);
  const { value } = idle;
  idle.release();
  assert.equal(pool.discard(value, new Error("reset")), true);
  assert.deepEqual(things.released, [1]);
  assert.equal(pool.discard(value), false);
  assert.equal(pool.discard(lent.value), true);
  assert.deepEqual(things.released, [1]);
  lent.release();
  assert.deepEqual(things.released, [1, 2]);
  await settle();
  assert.equal(pool.stats().idle, 0);
});

Deno.test("ResourcePool lends equal values apart when a resource makes them", async () => {
  let released = 0;
  const permit = defineResource({
    name: "permit",
    acquire: () => "same",
    release: () => released++,
  });
  const pool = new ResourcePool(permit, { max: 2 });
  await withScope("both", async (both) => {
    await both.acquire(pool.resource());
    await both.acquire(pool.resource());
    assert.equal(pool.stats().used, 2);
  });
  assert.equal(pool.stats().idle, 2);
  await pool.close();
  assert.equal(released, 2);
});

Deno.test("ResourcePool serves those who wait when one comes from inside a release", async () => {
  const clock = new ManualClock();
  const order: string[] = [];
  const note = (name: string) => (lease: Lease<Thing>) => {
    order.push(name);
    lease.release();
  };
  const inside: Promise<void>[] = [];
  const expired: Thing[] = [];
  const things = new Things({
    health: () => true,
    release(thing) {
      if (expired.includes(thing)) inside.push(pool.acquire().then(note("inside")));
    },
  });
  const pool: ResourcePool<Thing> = new ResourcePool(things.resource, {
    clock: { now: () => 0, monotonic: () => clock.monotonic(), setTimer: () => NO_TIMER },
    maxLifetimeMs: 100,
    lifetimeJitter: 0,
  });
  const old = await pool.acquire();
  clock.advance(90);
  const young = await pool.acquire();
  expired.push(old.value);
  young.release();
  old.release();
  clock.advance(10);
  await pool.acquire().then(note("outside"));
  await Promise.all(inside);
  assert.deepEqual(order, ["outside", "inside"]);
  await pool.close();
});

Deno.test("ResourcePool makes no more than max when one comes from inside the release of the first of many", async () => {
  const clock = new ManualClock();
  const more: Promise<Lease<Thing>>[] = [];
  let existing = 0;
  let most = 0;
  const things = new Things({
    acquire: (make) => {
      most = Math.max(most, ++existing);
      return make();
    },
    release: () => {
      if (more.length === 0) more.push(pool.acquire());
      existing--;
    },
  });
  const pool: ResourcePool<Thing> = new ResourcePool(things.resource, {
    clock,
    max: 2,
    idleTimeoutMs: 10,
  });
  for (const lease of await Promise.all([pool.acquire(), pool.acquire()])) lease.release();
  clock.advance(10);
  (await more[0]!).release();
  assert.deepEqual([most, things.released], [2, [1, 2]]);
  await pool.close();
});
