import assert from "node:assert/strict";
import { ManualClock } from "../../testing/manual_clock.ts";
import { ResourcePool } from "../mod.ts";
import { Things } from "./testdata/things.ts";

Deno.test("ResourcePool.stats() answers with a frozen snapshot of state and counts", async () => {
  const clock = new ManualClock();
  const things = new Things();
  const pool = new ResourcePool(things.resource, { clock, max: 2 });
  const [first, second] = await Promise.all([pool.acquire(), pool.acquire()]);
  clock.advance(25);
  const third = pool.acquire();
  first.release();
  (await third).release();
  const stats = pool.stats();
  assert.ok(Object.isFrozen(stats));
  assert.deepEqual(stats, {
    state: "open",
    used: 1,
    idle: 1,
    checking: 0,
    creating: 0,
    overdue: 0,
    leaving: 0,
    pending: 0,
    longestUseMs: 25,
    acquired: 3,
    timeouts: 0,
    created: 2,
    createFailed: 0,
    unhealthy: 0,
    leaked: 0,
    destroyed: 0,
    destroyFailed: 0,
    abandoned: 0,
    lateReleased: 0,
    observerErrors: 0,
  });
  second.release();
  await pool.close();
  assert.deepEqual([pool.stats().state, pool.stats().destroyed], ["closed", 2]);
});
