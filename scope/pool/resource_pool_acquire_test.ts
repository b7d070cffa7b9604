import assert from "node:assert/strict";
import { ManualClock } from "../../testing/manual_clock.ts";
import { PoolBusyError, ResourcePool } from "../mod.ts";
import { nextLine, settle, Things } from "./testdata/things.ts";

Deno.test("ResourcePool.acquire() times out and says who has what", async () => {
  const clock = new ManualClock();
  const things = new Things();
  await using pool = new ResourcePool(things.resource, { clock, max: 1, leakAfterMs: 1_000 });
  const place = nextLine();
  const lease = await pool.acquire();
  clock.advance(20);
  const patient = pool.acquire();
  const refused = assert.rejects(pool.acquire({ timeoutMs: 30 }), (error: DOMException) => {
    assert.equal(error.name, "TimeoutError");
    const uses =
      `1 of 1 are in use, the longest for 50 ms since ${place.source}; others that wait: 1`;
    const text = `^Cannot acquire a value of pool "thing" within 30 ms: ${uses}$`;
    assert.match(error.message, new RegExp(text));
    return true;
  });
  clock.advance(29);
  assert.equal(pool.stats().pending, 2);
  clock.advance(1);
  await refused;
  assert.deepEqual([pool.stats().timeouts, pool.stats().longestUseMs], [1, 50]);
  lease.release();
  (await patient).release();
});

Deno.test("ResourcePool.acquire() says how to learn the place when it times out without", async () => {
  const clock = new ManualClock();
  const things = new Things();
  await using pool = new ResourcePool(things.resource, { clock, max: 1, acquireTimeoutMs: 10 });
  using _lease = await pool.acquire();
  const refused = assert.rejects(pool.acquire(), /for 10 ms \(set "leakAfterMs" to learn where/);
  clock.advance(10);
  await refused;
});

Deno.test("ResourcePool.acquire() rejects with the reason when the signal aborts, and takes no value", async () => {
  const things = new Things();
  await using pool = new ResourcePool(things.resource, { max: 1 });
  const lease = await pool.acquire();
  const controller = new AbortController();
  const reason = new Error("stop");
  const aborted = assert.rejects(pool.acquire(controller), reason);
  const next = pool.acquire();
  controller.abort(reason);
  await aborted;
  lease.release();
  using _lease = await next;
  await assert.rejects(pool.acquire(controller), reason);
  assert.equal(pool.stats().pending, 0);
});

Deno.test("ResourcePool.acquire() hears no signal any more when it is answered", async () => {
  const clock = new ManualClock();
  const things = new Things();
  await using pool = new ResourcePool(things.resource, { clock, max: 1 });
  const lease = await pool.acquire();
  const controller = new AbortController();
  const { signal } = controller;
  const next = pool.acquire({ signal });
  const refused = assert.rejects(pool.acquire({ signal, timeoutMs: 10 }), /within 10 ms/);
  clock.advance(10);
  await refused;
  lease.release();
  controller.abort();
  assert.equal(pool.stats().pending, 0);
  assert.equal((await next).value.id, 1);
  (await next).release();
});

Deno.test("ResourcePool.acquire() hands a value to the next caller when the one it was made for gave up", async () => {
  const gate = Promise.withResolvers<void>();
  const things = new Things({
    acquire: async (make, { signal }) => {
      await gate.promise;
      assert.equal(signal.aborted, false);
      return make();
    },
  });
  await using pool = new ResourcePool(things.resource, { max: 1 });
  const controller = new AbortController();
  const aborted = assert.rejects(pool.acquire(controller), { name: "AbortError" });
  const next = pool.acquire();
  controller.abort();
  await aborted;
  gate.resolve();
  assert.equal((await next).value.id, 1);
  (await next).release();
  assert.equal(things.calls, 1);
});

Deno.test("ResourcePool.acquire() keeps a value idle when all callers gave up", async () => {
  const gate = Promise.withResolvers<void>();
  const things = new Things({
    acquire: async (make) => {
      await gate.promise;
      return make();
    },
  });
  await using pool = new ResourcePool(things.resource);
  const controller = new AbortController();
  const aborted = assert.rejects(pool.acquire(controller), { name: "AbortError" });
  controller.abort();
  await aborted;
  gate.resolve();
  await settle();
  assert.equal(pool.stats().idle, 1);
});

Deno.test("ResourcePool.acquire() refuses a caller when maxWaiting others wait", async () => {
  const things = new Things();
  await using pool = new ResourcePool(things.resource, { max: 2, maxWaiting: 1 });
  const leases = await Promise.all([pool.acquire(), pool.acquire()]);
  const waiting = pool.acquire();
  await assert.rejects(pool.acquire(), (error) => {
    assert.ok(error instanceof PoolBusyError);
    assert.deepEqual([error.pool, error.pending], ["thing", 1]);
    return true;
  });
  leases.forEach((lease) => lease.release());
  (await waiting).release();
});

Deno.test("ResourcePool.acquire() refuses options that cannot work", async () => {
  const things = new Things();
  await using pool = new ResourcePool(things.resource);
  await assert.rejects(pool.acquire({ timeoutMs: -1 }), RangeError);
  await assert.rejects(pool.acquire({ timeout: 1 } as never), /use "timeoutMs"/);
  await assert.rejects(pool.acquire({ signal: {} as never }), /"signal" must be an AbortSignal/);
  assert.equal(things.calls, 0);
});

Deno.test("PoolBusyError counts who waits", () => {
  const texts = [0, 1, 2].map((pending) => new PoolBusyError("db", pending).message.slice(40));
  assert.deepEqual(texts, [
    "no caller may wait",
    "1 caller waits already",
    "2 callers wait already",
  ]);
});
