import assert from "node:assert/strict";
import { ManualClock } from "../../testing/manual_clock.ts";
import {
  defineResource,
  PoolClosedError,
  ReleaseError,
  ResourcePool,
  Scope,
  withScope,
} from "../mod.ts";
import { nextLine, settle, type Thing, Things } from "./testdata/things.ts";

Deno.test("ResourcePool.close() waits for leases and releases every value", async () => {
  const things = new Things();
  const pool = new ResourcePool(things.resource, { clock: new ManualClock() });
  const [lent, idle] = await Promise.all([pool.acquire(), pool.acquire()]);
  idle.release();
  let closed = false;
  const closing = pool.close().then(() => closed = true);
  assert.deepEqual(things.released, [2]);
  await assert.rejects(pool.acquire(), PoolClosedError);
  await settle();
  assert.equal(closed, false);
  lent.release();
  assert.deepEqual(things.released, [2, 1]);
  await closing;
  assert.equal(pool.stats().state, "closed");
  await assert.rejects(pool.acquire(), PoolClosedError);
});

Deno.test("ResourcePool.close() takes what is not back in time and names who holds it", async () => {
  const clock = new ManualClock();
  const things = new Things();
  const pool = new ResourcePool(things.resource, { clock, leakAfterMs: 60_000 });
  const place = nextLine();
  const lease = await pool.acquire();
  clock.advance(10);
  const closing = assert.rejects(pool.close({ timeoutMs: 100, drainMs: 50 }), (error: Error) => {
    assert.equal(error.name, "TimeoutError");
    const text = `^Cannot drain pool "thing" within 50 ms as 1 value is still in use: ` +
      `for 60 ms since ${place.source}$`;
    assert.match(error.message, new RegExp(text));
    return true;
  });
  await clock.advanceAsync(49);
  assert.equal(lease.value.id, 1);
  await clock.advanceAsync(1);
  await closing;
  assert.throws(() => lease.value, PoolClosedError);
  lease.release();
  assert.deepEqual(things.released, [1]);
  assert.equal(things.exits[0]!.status, "aborted");
  assert.equal(clock.pending, 0);
});

Deno.test("ResourcePool.close() takes the rest when a holder gives others back as it is taken from", async () => {
  const clock = new ManualClock();
  const things = new Things();
  const pool = new ResourcePool(things.resource, { clock });
  const work = pool.use(async (_thing, { signal }) => {
    const other = await pool.acquire();
    await new Promise<void>((resolve) => {
      signal.addEventListener("abort", () => (other.release(), resolve()));
    });
  });
  await settle();
  const closing = assert.rejects(pool.close({ timeoutMs: 10 }), /2 values are still in use/);
  await clock.advanceAsync(10);
  await Promise.all([closing, work]);
  assert.deepEqual(things.released.toSorted(), [1, 2]);
  assert.deepEqual([pool.stats().used, pool.stats().state], [0, "closed"]);
});

Deno.test("ResourcePool.close() settles in time when a release hangs", async () => {
  const clock = new ManualClock();
  const things = new Things({ release: () => new Promise(() => {}) });
  const pool = new ResourcePool(things.resource, { clock });
  (await pool.acquire()).release();
  let error: Error | undefined;
  const closing = pool.close({ timeoutMs: 100 }).catch((reason) => error = reason);
  await clock.advanceAsync(99);
  assert.equal(error, undefined);
  await clock.advanceAsync(1);
  await closing;
  assert.match(error!.message, /^Cannot release "thing" of scope "thing" as the time to close/);
  assert.equal(pool.stats().abandoned, 1);
  assert.equal(clock.pending, 0);
});

Deno.test("ResourcePool.close() cancels what is being made and releases what arrives late", async () => {
  const clock = new ManualClock();
  const gate = Promise.withResolvers<void>();
  let reason: unknown;
  const things = new Things({
    acquire: async (make, { signal }) => {
      signal.addEventListener("abort", () => reason = signal.reason);
      await gate.promise;
      return make();
    },
  });
  const pool = new ResourcePool(things.resource, { clock });
  const refused = assert.rejects(pool.acquire(), PoolClosedError);
  await settle();
  const closing = pool.close();
  await refused;
  assert.ok(reason instanceof PoolClosedError);
  gate.resolve();
  await closing;
  assert.deepEqual(things.released, [1]);
});

Deno.test("ResourcePool.close() ends a check and releases the value when it runs", async () => {
  const clock = new ManualClock();
  const things = new Things({ health: () => new Promise(() => {}) });
  const pool = new ResourcePool(things.resource, { clock, healthAfterIdleMs: 0 });
  const lease = await pool.acquire();
  lease.release();
  const refused = assert.rejects(pool.acquire(), PoolClosedError);
  await pool.close();
  await refused;
  assert.deepEqual(things.released, [1]);
  assert.deepEqual([pool.stats().unhealthy, clock.pending], [0, 0]);
});

Deno.test("ResourcePool.close() returns the same promise, and ends sooner when told to", async () => {
  const clock = new ManualClock();
  const pool = new ResourcePool(new Things().resource, { clock });
  await pool.acquire();
  const closing = pool.close({ timeoutMs: 10_000 });
  assert.equal(pool.close(), closing);
  assert.equal(pool.close({ timeoutMs: 60_000 }), closing);
  await clock.advanceAsync(3_000);
  assert.equal(pool.stats().used, 1);
  assert.equal(pool.close({ timeoutMs: 40 }), closing);
  const refused = assert.rejects(closing, /within 3020 ms/);
  await clock.advanceAsync(20);
  await refused;
  assert.equal(pool.close({ timeoutMs: 0 }), closing);
});

Deno.test("ResourcePool.close() ends no later when told to take longer", async () => {
  const clock = new ManualClock();
  const things = new Things({ release: () => new Promise(() => {}) });
  const pool = new ResourcePool(things.resource, { clock });
  await pool.acquire();
  const refused = assert.rejects(pool.close({ timeoutMs: 100, drainMs: 50 }), ReleaseError);
  const again = assert.rejects(pool.close({ timeoutMs: 1_000 }), ReleaseError);
  await clock.advanceAsync(50);
  assert.deepEqual(things.released, [1]);
  await clock.advanceAsync(50);
  await Promise.all([refused, again]);
});

Deno.test("ResourcePool.close() ends sooner when told to while a release hangs", async () => {
  const clock = new ManualClock();
  const gate = Promise.withResolvers<void>();
  const things = new Things({ acquire: (make) => gate.promise.then(make) });
  const pool = new ResourcePool(things.resource, { clock });
  const refused = assert.rejects(pool.acquire(), PoolClosedError);
  const closing = pool.close({ timeoutMs: 10_000 });
  await refused;
  await settle();
  void pool.close({ timeoutMs: 10 });
  await clock.advanceAsync(10);
  await closing;
  gate.resolve();
  await settle();
  assert.deepEqual(things.released, [1]);
});

Deno.test("ResourcePool.close() tells everything that went wrong", async () => {
  const clock = new ManualClock();
  const things = new Things({ release: (thing) => Promise.reject(new Error(`no ${thing.id}`)) });
  const pool = new ResourcePool(things.resource, { clock });
  const [first] = await Promise.all([pool.acquire(), pool.acquire()]);
  first.release();
  const closing = assert.rejects(pool.close({ timeoutMs: 10 }), (error) => {
    assert.ok(error instanceof ReleaseError);
    assert.deepEqual(error.errors.map((each: Error) => each.message.slice(0, 17)), [
      "no 1",
      "Cannot drain pool",
      "no 2",
    ]);
    return true;
  });
  await clock.advanceAsync(10);
  await closing;
});

Deno.test("ResourcePool.close() refuses to wait for the release it is called from", async () => {
  const outcomes: unknown[] = [];
  const things = new Things({
    release: async () => {
      await pool.close().catch((error) => outcomes.push(error));
    },
  });
  const pool: ResourcePool<Thing> = new ResourcePool(things.resource);
  (await pool.acquire()).discard();
  await settle();
  await pool.close();
  assert.match((outcomes[0] as TypeError).message, /^Cannot close pool "thing" from inside/);
});

Deno.test("ResourcePool.close() joins itself when an observer calls it", async () => {
  const clock = new ManualClock();
  const seen: Promise<void>[] = [];
  const things = new Things();
  const pool: ResourcePool<Thing> = new ResourcePool(things.resource, {
    clock,
    observers: [(event) => {
      if (event.type === "pool.closing") seen.push(pool.close());
    }],
  });
  (await pool.acquire()).release();
  const closing = pool.close();
  await closing;
  assert.equal(seen[0], closing);
  assert.deepEqual(things.released, [1]);
});

Deno.test("ResourcePool closes in its place when a scope holds it", async () => {
  const log: string[] = [];
  const database = defineResource({
    name: "database",
    acquire: () => ({ query: () => log.push("query") }),
    release: () => log.push("connection closed"),
  });
  await using app = new Scope("app");
  app.defer("listener", () => log.push("listener closed"));
  const pool = app.use(new ResourcePool(database));
  await withScope("request", async (request) => {
    (await request.acquire(pool.resource())).query();
  }, { parent: app });
  await app.close();
  assert.deepEqual(log, ["query", "connection closed", "listener closed"]);
});
