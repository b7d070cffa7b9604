import assert from "node:assert/strict";
import { ManualClock } from "../../testing/manual_clock.ts";
import { type PoolEvent, ResourcePool } from "../mod.ts";
import { Things } from "./testdata/things.ts";

Deno.test("PoolEvent tells a life from opened to closed, with figures, in frozen objects", async () => {
  const clock = new ManualClock(1_000);
  const events: PoolEvent[] = [];
  const things = new Things({
    acquire: (make) => new Promise((resolve) => clock.setTimer(() => resolve(make()), 5)),
  });
  const pool = new ResourcePool(things.resource, {
    clock,
    max: 1,
    idleTimeoutMs: 100,
    observers: [(event) => events.push(event)],
  });
  const first = pool.acquire();
  await clock.advanceAsync(5);
  clock.advance(7);
  (await first).release();
  await clock.advanceAsync(100);
  const second = pool.acquire();
  await clock.advanceAsync(5);
  (await second).discard(new Error("broken"));
  await pool.close();
  assert.ok(events.every((event) => Object.isFrozen(event) && event.pool === "thing"));
  assert.deepEqual(events.map(({ type, idle, used, pending }) => [type, idle, used, pending]), [
    ["pool.opened", 0, 0, 0],
    ["pool.waiting", 0, 0, 1],
    ["pool.created", 1, 0, 1],
    ["pool.acquired", 0, 1, 0],
    ["pool.released", 1, 0, 0],
    ["pool.destroyed", 0, 0, 0],
    ["pool.waiting", 0, 0, 1],
    ["pool.created", 1, 0, 1],
    ["pool.acquired", 0, 1, 0],
    ["pool.released", 1, 0, 0],
    ["pool.closing", 0, 0, 0],
    ["pool.destroyed", 0, 0, 0],
    ["pool.closed", 0, 0, 0],
  ]);
  const { atMs: _atMs, poolId, ...released } = events[4]!;
  assert.ok(events.every((event) => event.poolId === poolId));
  assert.deepEqual(released, {
    type: "pool.released",
    pool: "thing",
    idle: 1,
    used: 0,
    pending: 0,
    useMs: 7,
    wasLeaked: false,
  });
  assert.deepEqual(
    events.filter((event) => event.type === "pool.destroyed")
      .map(({ atMs, reason, ageMs, durationMs }) => ({ atMs, reason, ageMs, durationMs })),
    [
      { atMs: 1_112, reason: "idle", ageMs: 107, durationMs: 0 },
      { atMs: 1_117, reason: "discarded", ageMs: 0, durationMs: 0 },
    ],
  );
});

Deno.test("PoolEvent says why a caller was sent away", async () => {
  const clock = new ManualClock();
  const reasons: [string, string][] = [];
  let isDown = false;
  const things = new Things({
    acquire: (make) => isDown ? Promise.reject(new Error("down")) : make(),
  });
  const pool = new ResourcePool(things.resource, {
    clock,
    max: 1,
    maxWaiting: 1,
    observers: [(event) => {
      if (event.type !== "pool.acquire_failed") return;
      reasons.push([event.reason, (event.error as Error).name]);
    }],
  });
  const ignore = () => {};
  const lease = await pool.acquire();
  const controller = new AbortController();
  pool.acquire(controller).catch(ignore);
  pool.acquire().catch(ignore);
  controller.abort();
  pool.acquire({ timeoutMs: 10 }).catch(ignore);
  clock.advance(10);
  isDown = true;
  const refused = assert.rejects(pool.acquire());
  lease.discard();
  await refused;
  const last = pool.acquire();
  const closing = pool.close();
  await assert.rejects(last);
  await closing;
  assert.deepEqual(reasons, [
    ["busy", "PoolBusyError"],
    ["aborted", "AbortError"],
    ["timeout", "TimeoutError"],
    ["create_failed", "Error"],
    ["closed", "PoolClosedError"],
  ]);
});

Deno.test("PoolEvent of a release that failed tells why and for how long", async () => {
  const clock = new ManualClock();
  const events: PoolEvent[] = [];
  const things = new Things({ release: () => new Promise(() => {}), releaseTimeoutMs: 30 });
  await using pool = new ResourcePool(things.resource, {
    clock,
    observers: [(event) => events.push(event)],
  });
  (await pool.acquire()).discard();
  assert.equal(pool.stats().leaving, 1);
  await clock.advanceAsync(30);
  assert.equal(pool.stats().leaving, 0);
  const failed = events.find((event) => event.type === "pool.destroy_failed");
  assert.deepEqual([failed!.reason, failed!.durationMs], ["discarded", 30]);
  assert.equal((failed!.error as Error).name, "TimeoutError");
});

Deno.test("PoolObserver that throws is counted and changes nothing", async () => {
  const things = new Things();
  const pool = new ResourcePool(things.resource, {
    observers: [() => {
      throw new Error("observer");
    }],
  });
  (await pool.acquire()).release();
  await pool.close();
  assert.equal(pool.stats().observerErrors, 8);
});

Deno.test("PoolEvent tells apart pools of one name", async () => {
  const ids = new Set<number>();
  const options = { observers: [({ poolId }: PoolEvent) => ids.add(poolId)] };
  const { resource } = new Things();
  await using _first = new ResourcePool(resource, options);
  await using _second = new ResourcePool(resource, options);
  assert.equal(ids.size, 2);
});

Deno.test("PoolObserver is left out by a pool that is made while it is idle", async () => {
  const heard: string[] = [];
  const idle = Object.assign((event: PoolEvent) => heard.push(event.type), { isIdle: true });
  await using pool = new ResourcePool(new Things().resource, { observers: [idle] });
  idle.isIdle = false;
  (await pool.acquire()).release();
  assert.deepEqual(heard, []);
});
