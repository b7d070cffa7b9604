import assert from "node:assert/strict";
import { ManualClock } from "../../testing/manual_clock.ts";
import { acquireAll, ResourcePool, Scope, withScope } from "../mod.ts";
import { settle, Things } from "./testdata/things.ts";

Deno.test("ResourcePool.resource() lends into a scope and takes back when it closes", async () => {
  const things = new Things();
  await using pool = new ResourcePool(things.resource, { name: "pool" });
  const resource = pool.resource();
  assert.equal(pool.resource(), resource);
  assert.equal(resource.name, "pool");
  for (let turn = 0; turn < 2; turn++) {
    const scope = new Scope("request");
    assert.equal((await scope.acquire(resource)).id, 1);
    assert.equal(pool.stats().used, 1);
    await scope.close({ status: "success" });
    assert.equal(pool.stats().idle, 1);
  }
});

Deno.test("ResourcePool.resource() treats a value as broken when the scope failed or was aborted", async () => {
  const things = new Things();
  await using pool = new ResourcePool(things.resource);
  const boom = new Error("boom");
  const failed = withScope("request", async (request) => {
    await request.acquire(pool.resource());
    throw boom;
  });
  await assert.rejects(failed, boom);
  const aborted = new Scope("request");
  await aborted.acquire(pool.resource());
  await aborted.close({ status: "aborted", error: boom });
  assert.deepEqual(things.released, [1, 2]);
  assert.deepEqual(things.exits[0], { status: "failure", error: boom });
});

Deno.test("ResourcePool.resource() lends no value on when nobody said that the work succeeded", async () => {
  const asked: unknown[] = [];
  for (const health of [undefined, () => asked.push("health")]) {
    const things = new Things(health === undefined ? {} : { health });
    const discardIf = (error: unknown) => asked.push(error) === 0;
    await using pool = new ResourcePool(things.resource, { discardIf });
    {
      await using scope = new Scope("request");
      await scope.acquire(pool.resource());
    }
    await settle();
    assert.deepEqual(things.released, health === undefined ? [1] : []);
  }
  assert.deepEqual(asked, ["health"]);
});

Deno.test("ResourcePool.resource() takes no value when the scope gives up", async () => {
  const clock = new ManualClock();
  const things = new Things();
  await using pool = new ResourcePool(things.resource, { clock, max: 1 });
  const lease = await pool.acquire();
  await using scope = new Scope("request", { clock });
  const refused = [
    scope.acquire(pool.resource(), { timeoutMs: 50 }),
    acquireAll(scope, { thing: pool.resource() }, { timeoutMs: 50 }),
  ].map((each) =>
    assert.rejects(each, {
      name: "TimeoutError",
      message: /within 50 ms.*[:;] 1 of 1 are in use, the longest for 50 ms/,
    })
  );
  await clock.advanceAsync(50);
  await Promise.all(refused);
  assert.deepEqual([pool.stats().pending, pool.stats().timeouts], [0, 2]);
  lease.release();
  assert.equal(pool.stats().idle, 1);
});

Deno.test("ResourcePool.resource() waits no longer than acquireTimeoutMs", async () => {
  const clock = new ManualClock();
  const things = new Things();
  await using pool = new ResourcePool(things.resource, { clock, max: 1, acquireTimeoutMs: 50 });
  using _lease = await pool.acquire();
  await using scope = new Scope("request", { clock });
  const refused = assert.rejects(scope.acquire(pool.resource()), /1 of 1 are in use/);
  await clock.advanceAsync(50);
  await refused;
});

Deno.test("ResourcePool.resource() gives back a value when the scope closed in the same moment", async () => {
  const things = new Things();
  await using pool = new ResourcePool(things.resource, { max: 1 });
  const lease = await pool.acquire();
  const scope = new Scope("request");
  const refused = assert.rejects(scope.acquire(pool.resource()), { name: "ScopeClosedError" });
  await settle();
  lease.release();
  const closing = scope.close();
  await Promise.all([refused, closing]);
  await settle();
  assert.equal(pool.stats().used, 0);
});
