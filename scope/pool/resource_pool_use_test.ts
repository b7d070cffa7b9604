import assert from "node:assert/strict";
import { ManualClock } from "../../testing/manual_clock.ts";
import { ResourcePool } from "../mod.ts";
import { countListeners, settle, Things } from "./testdata/things.ts";

const boom = new Error("boom");

function throwBoom(): never {
  throw boom;
}

Deno.test("ResourcePool.use() gives the value back when the body returns", async () => {
  const things = new Things();
  await using pool = new ResourcePool(things.resource);
  assert.equal(await pool.use((thing) => thing.id), 1);
  assert.equal(await pool.use((thing) => Promise.resolve(thing.id)), 1);
  assert.equal(pool.stats().idle, 1);
});

Deno.test("ResourcePool.use() destroys the value when the body throws and nothing can check it", async () => {
  const things = new Things();
  await using pool = new ResourcePool(things.resource);
  await assert.rejects(pool.use(throwBoom), boom);
  assert.deepEqual(things.exits, [{ status: "failure", error: boom }]);
});

Deno.test("ResourcePool.use() checks the value when the body throws and its resource can", async () => {
  const checks: PromiseWithResolvers<boolean>[] = [];
  const things = new Things({
    health() {
      checks.push(Promise.withResolvers());
      return checks.at(-1)!.promise;
    },
  });
  await using pool = new ResourcePool(things.resource, { max: 1 });
  await assert.rejects(pool.use(throwBoom), boom);
  const next = pool.use((thing) => thing.id);
  await settle();
  assert.deepEqual([pool.stats().checking, pool.stats().pending], [1, 1]);
  checks[0]!.resolve(true);
  assert.equal(await next, 1);
  await assert.rejects(pool.use(throwBoom), boom);
  checks[1]!.resolve(false);
  assert.equal(await pool.use((thing) => thing.id), 2);
  assert.deepEqual(things.released, [1]);
});

Deno.test("ResourcePool.use() does as discardIf says when the body throws", async () => {
  const things = new Things({ health: () => assert.fail("must not be asked") });
  await using pool = new ResourcePool(things.resource, {
    discardIf: (error) => {
      if (error === boom) return false;
      if (error instanceof TypeError) throw error;
      return true;
    },
  });
  await assert.rejects(pool.use(throwBoom));
  assert.deepEqual(things.released, []);
  await assert.rejects(pool.use(() => Promise.reject(new RangeError("broken"))));
  assert.deepEqual(things.released, [1]);
  await assert.rejects(pool.use(() => Promise.reject(new TypeError("unknown"))));
  assert.deepEqual(things.released, [1, 2]);
});

Deno.test("ResourcePool.use() asks nobody about a value when it was discarded or the pool closes", async () => {
  let asked = 0;
  const things = new Things({ health: () => asked++ });
  const pool = new ResourcePool(things.resource);
  const discarded = pool.use((thing) => {
    pool.discard(thing);
    throw boom;
  });
  await assert.rejects(discarded, boom);
  assert.deepEqual(things.released, [1]);
  const closing = Promise.withResolvers<void>();
  const work = pool.use(() => {
    pool.close().then(closing.resolve, closing.reject);
    throw boom;
  });
  await assert.rejects(work, boom);
  assert.deepEqual(things.released, [1, 2]);
  await closing.promise;
  assert.equal(asked, 0);
});

Deno.test("ResourcePool.use() hands on the signal of the caller", async () => {
  const things = new Things();
  await using pool = new ResourcePool(things.resource);
  const controller = new AbortController();
  const seen = await pool.use((_thing, { signal }) => {
    controller.abort(boom);
    return signal;
  }, controller);
  assert.equal(seen.reason, boom);
  const other = new AbortController();
  const late = await pool.use((_thing, context) => {
    other.abort(boom);
    return context.signal;
  }, other);
  assert.equal(late.reason, boom);
  await assert.rejects(pool.use(() => assert.fail("must not run"), controller), boom);
  assert.equal(pool.stats().used, 0);
});

Deno.test("ResourcePool.use() leaves no listener on the signal of the caller", async () => {
  const things = new Things();
  await using pool = new ResourcePool(things.resource, { max: 1 });
  const counted = countListeners();
  const { signal } = counted;
  await Promise.all([1, 2].map(() => pool.use((_thing, context) => context.signal, { signal })));
  assert.deepEqual([counted.added, counted.removed], [4, 4]);
});

Deno.test("ResourcePool.use() tells the body when the pool takes the value", async () => {
  const clock = new ManualClock();
  const things = new Things();
  const pool = new ResourcePool(things.resource, { clock, closeTimeoutMs: 100, drainMs: 50 });
  const work = pool.use(async (_thing, context) => {
    await new Promise((resolve) => context.signal.addEventListener("abort", resolve));
    throw context.signal.reason;
  });
  const late = pool.use(async (_thing, context) => {
    await new Promise<void>((resolve) => clock.setTimer(resolve, 60));
    return context.signal.aborted;
  });
  await settle();
  const closing = assert.rejects(pool.close(), { name: "TimeoutError" });
  const refused = assert.rejects(work, { name: "PoolClosedError" });
  await clock.advanceAsync(60);
  await closing;
  await refused;
  assert.equal(await late, true);
  assert.deepEqual(things.released, [1, 2]);
});

Deno.test("ResourcePool.use() refuses a body that is no function", async () => {
  const things = new Things();
  await using pool = new ResourcePool(things.resource);
  await assert.rejects(pool.use(undefined as never), /"body" must be a function/);
});
