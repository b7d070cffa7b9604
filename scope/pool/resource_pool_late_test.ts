import assert from "node:assert/strict";
import { ManualClock } from "../../testing/manual_clock.ts";
import { type PoolEvent, ResourcePool } from "../mod.ts";
import { settle, type ThingParts, Things } from "./testdata/things.ts";

const LATE_MS = 3_000;

/** A pool of things that take three seconds, of which its creations have the first 20 ms. */
function slowPool(parts: ThingParts = {}, max = 2) {
  const clock = new ManualClock();
  const world = { isSlow: true, connecting: 0, most: 0 };
  const events: PoolEvent[] = [];
  const things: Things = new Things({
    acquire: (make) => {
      if (!world.isSlow) return make();
      world.most = Math.max(world.most, ++world.connecting);
      return new Promise((resolve) => {
        clock.setTimer(() => {
          world.connecting--;
          resolve(make());
        }, LATE_MS);
      });
    },
    timeoutMs: 20,
    ...parts,
  });
  const observers = [(event: PoolEvent) => void events.push(event)];
  const pool = new ResourcePool(things.resource, { clock, max, observers });
  return { clock, world, events, things, pool };
}

Deno.test("ResourcePool makes no more than max at once when creations are given up", async () => {
  const { clock, world, things, pool } = slowPool();
  const refused: Promise<void>[] = [];
  for (let call = 0; call < 40; call++) {
    refused.push(assert.rejects(pool.acquire({ timeoutMs: 1_000 }), { name: "TimeoutError" }));
    await clock.advanceAsync(20);
  }
  assert.equal(world.most, 2);
  assert.deepEqual([pool.stats().creating, pool.stats().overdue], [0, 2]);
  world.isSlow = false;
  await clock.advanceAsync(LATE_MS);
  await Promise.all(refused);
  assert.deepEqual(things.released, [1, 2]);
  const { overdue, lateReleased, leaving } = pool.stats();
  assert.deepEqual([overdue, lateReleased, leaving], [0, 2, 0]);
  (await pool.acquire()).release();
  await pool.close();
});

Deno.test("ResourcePool serves who waits when a creation that was given up fails at last", async () => {
  const clock = new ManualClock();
  const gate = Promise.withResolvers<never>();
  const things: Things = new Things({
    acquire: (make) => things.calls === 1 ? gate.promise : make(),
    timeoutMs: 20,
  });
  await using pool = new ResourcePool(things.resource, { clock, max: 1 });
  const refused = assert.rejects(pool.acquire(), { name: "TimeoutError" });
  await clock.advanceAsync(20);
  await refused;
  const next = pool.acquire();
  await settle();
  assert.deepEqual([things.calls, pool.stats().pending], [1, 1]);
  gate.reject(new Error("refused"));
  (await next).release();
  assert.equal(things.calls, 2);
});

Deno.test("ResourcePool frees the place of a creation at once when the resource obeys its signal", async () => {
  const { clock, pool } = slowPool({
    acquire: (_make, { signal }) =>
      new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
  });
  const refused = assert.rejects(pool.acquire(), { name: "TimeoutError" });
  await clock.advanceAsync(20);
  await refused;
  assert.equal(pool.stats().overdue, 0);
  await pool.close();
});

Deno.test("ResourcePool tells of a late value whose release fails, and closes without its error", async () => {
  const down = new Error("down");
  const { clock, world, events, pool } = slowPool({ release: () => Promise.reject(down) }, 1);
  const refused = assert.rejects(pool.acquire());
  await clock.advanceAsync(LATE_MS);
  await refused;
  assert.equal(world.connecting, 0);
  const failed = events.filter((event) => event.type === "pool.destroy_failed");
  assert.deepEqual(failed.map(({ reason, error }) => [reason, error]), [["late", down]]);
  assert.deepEqual([pool.stats().destroyFailed, pool.stats().lateReleased], [1, 0]);
  await pool.close();
});

Deno.test("ResourcePool gives up on the release of a late value when it hangs", async () => {
  const { clock, events, pool } = slowPool({
    release: () => new Promise(() => {}),
    releaseTimeoutMs: 50,
  }, 1);
  const refused = assert.rejects(pool.acquire());
  await clock.advanceAsync(LATE_MS);
  await refused;
  assert.equal(pool.stats().leaving, 1);
  await clock.advanceAsync(50);
  assert.deepEqual([pool.stats().leaving, pool.stats().abandoned], [0, 1]);
  assert.equal(events.at(-1)!.type, "pool.destroy_failed");
  await pool.close();
});

Deno.test("ResourcePool tells of a value that comes while it closes, and after", async () => {
  for (const timeoutMs of [LATE_MS + 1, 100]) {
    const { clock, events, things, pool } = slowPool({}, 1);
    const refused = assert.rejects(pool.acquire(), { name: "TimeoutError" });
    await clock.advanceAsync(20);
    await refused;
    const closing = pool.close({ timeoutMs });
    await clock.advanceAsync(LATE_MS);
    await closing;
    assert.deepEqual(things.released, [1]);
    const late = events.find((event) => event.type === "pool.destroyed");
    assert.equal(late!.reason, "late");
    assert.equal(pool.stats().lateReleased, 1);
  }
});

Deno.test("ResourcePool says in a TimeoutError what is being made, and what was given up", async () => {
  const { clock, pool } = slowPool({ timeoutMs: 1_000 });
  const refused = assert.rejects(
    pool.acquire({ timeoutMs: 10 }),
    /0 of 2 are in use; 1 is being m/,
  );
  await clock.advanceAsync(10);
  await refused;
  const late = assert.rejects(pool.acquire({ timeoutMs: 10_000 }), { name: "TimeoutError" });
  await clock.advanceAsync(990);
  await late;
  const last = assert.rejects(
    pool.acquire({ timeoutMs: 10 }),
    /0 of 2 are in use; 1 is being made; 1 is being made although given up; others that wait: 0/,
  );
  await clock.advanceAsync(10);
  await last;
  const closing = pool.close();
  await clock.advanceAsync(4_000);
  await closing;
});
