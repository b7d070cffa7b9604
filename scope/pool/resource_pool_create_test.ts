import assert from "node:assert/strict";
import { ManualClock } from "../../testing/manual_clock.ts";
import { ResourcePool } from "../mod.ts";
import { settle, type Thing, Things } from "./testdata/things.ts";

const down = new Error("connection refused");

/** A resource that cannot be made until `isUp` is set. */
function server(): { readonly things: Things; readonly state: { isUp: boolean } } {
  const state = { isUp: false };
  const things = new Things({
    acquire: (make) => state.isUp ? Promise.resolve(make()) : Promise.reject(down),
  });
  return { things, state };
}

Deno.test("ResourcePool rejects all that wait when none can be made and none can come back", async () => {
  const clock = new ManualClock();
  const { things, state } = server();
  await using pool = new ResourcePool(things.resource, { clock, max: 10 });
  const outcomes = await Promise.allSettled(Array.from({ length: 100 }, () => pool.acquire()));
  assert.ok(outcomes.every((each) => each.status === "rejected" && each.reason === down));
  assert.equal(things.calls, 10);
  await clock.advanceAsync(60_000);
  assert.equal(things.calls, 10);
  state.isUp = true;
  (await pool.acquire()).release();
  assert.equal(things.calls, 11);
});

Deno.test("ResourcePool tries once for each caller that comes when none can be made", async () => {
  const clock = new ManualClock();
  const { things } = server();
  await using pool = new ResourcePool(things.resource, { clock });
  for (let turn = 1; turn <= 3; turn++) {
    await assert.rejects(pool.acquire(), down);
    assert.equal(things.calls, turn);
  }
});

Deno.test("ResourcePool lets callers wait when none can be made but others can come back", async () => {
  const clock = new ManualClock();
  const { things, state } = server();
  state.isUp = true;
  await using pool = new ResourcePool(things.resource, { clock, max: 5 });
  const lease = await pool.acquire();
  state.isUp = false;
  const next = pool.acquire();
  const refused = assert.rejects(
    pool.acquire({ timeoutMs: 10_000 }),
    /1 of 5 are in use.*making one failed: Error: connection refused/,
  );
  await clock.advanceAsync(5_000);
  const { calls } = things;
  assert.ok(calls >= 6 && calls <= 10, `${calls} calls in five seconds`);
  lease.release();
  using _lease = await next;
  await clock.advanceAsync(5_000);
  await refused;
});

Deno.test("ResourcePool lets callers wait when one creation fails and another is under way", async () => {
  const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const things = new Things({
    acquire: async (make) => {
      await gates[things.calls - 1]?.promise;
      return make();
    },
  });
  await using pool = new ResourcePool(things.resource, { clock: new ManualClock() });
  const both = [pool.acquire(), pool.acquire()];
  gates[0]!.reject(down);
  await settle();
  assert.equal(pool.stats().pending, 2);
  gates[1]!.resolve();
  const leases = await Promise.all(both);
  assert.equal(things.calls, 3);
  leases.forEach((lease) => lease.release());
});

Deno.test("ResourcePool makes no pause when a value that was in use breaks", async () => {
  const things = new Things();
  await using pool = new ResourcePool(things.resource, { clock: new ManualClock() });
  const leases = await Promise.all([pool.acquire(), pool.acquire()]);
  leases[0]!.discard(down);
  using _lease = await pool.acquire();
  assert.equal(things.calls, 3);
  leases[1]!.release();
});

Deno.test("ResourcePool makes pauses that grow when the values of min cannot be made", async () => {
  const clock = new ManualClock();
  const { things, state } = server();
  await using pool = new ResourcePool(things.resource, { clock, min: 3 });
  await settle();
  assert.equal(things.calls, 3);
  const at: number[] = [];
  for (let ms = 0; ms < 60_000; ms += 10) {
    const before = things.calls;
    await clock.advanceAsync(10);
    if (things.calls > before) at.push(clock.now());
  }
  assert.ok(at.length >= 10 && at.length <= 18, `tried at ${at}`);
  const pauses = at.slice(1).map((ms, index) => ms - at[index]!);
  assert.ok(pauses.every((ms) => ms >= 100 && ms <= 10_010), `paused for ${pauses}`);
  state.isUp = true;
  await clock.advanceAsync(10_000);
  assert.equal(pool.stats().idle, 3);
});

Deno.test("ResourcePool makes pauses when the values of min break as soon as they are there", async () => {
  const clock = new ManualClock();
  const made: Thing[] = [];
  const things = new Things({
    acquire(make) {
      made.push(make());
      return made.at(-1)!;
    },
  });
  await using pool = new ResourcePool(things.resource, {
    clock,
    min: 1,
    observers: [({ type }) => {
      if (type === "pool.created") queueMicrotask(() => pool.discard(made.at(-1)!));
    }],
  });
  await clock.advanceAsync(1_000);
  assert.ok(things.calls >= 10 && things.calls <= 21, `${things.calls} calls in a second`);
});

Deno.test("ResourcePool gives a creation up after half a minute when its resource has no timeout", async () => {
  const clock = new ManualClock();
  const things = new Things({ acquire: () => new Promise(() => {}) });
  const pool = new ResourcePool(things.resource, { clock, acquireTimeoutMs: 60_000 });
  const refused = assert.rejects(pool.acquire(), { name: "TimeoutError" });
  await clock.advanceAsync(30_000);
  await refused;
  assert.equal(pool.stats().creating, 0);
  const closing = pool.close();
  await clock.advanceAsync(4_000);
  await closing;
});
