import assert from "node:assert/strict";
import { ManualClock } from "../../testing/manual_clock.ts";
import {
  acquireAll,
  defineResource,
  type PoolEvent,
  type PoolLeakedEvent,
  ResourcePool,
  Scope,
  withScope,
} from "../mod.ts";
import { nextLine, type Thing, Things } from "./testdata/things.ts";

function leakingPool(
  clock: ManualClock,
): { readonly pool: ResourcePool<Thing>; readonly leaks: PoolLeakedEvent[] } {
  const leaks: PoolLeakedEvent[] = [];
  const pool = new ResourcePool(new Things().resource, {
    clock,
    leakAfterMs: 100,
    observers: [(event: PoolEvent) => {
      if (event.type === "pool.leaked") leaks.push(event);
    }],
  });
  return { pool, leaks };
}

Deno.test("ResourcePool reports a lease once, with its place, when it lasts too long", async () => {
  const clock = new ManualClock();
  const { pool, leaks } = leakingPool(clock);
  await using _pool = pool;
  const firstPlace = nextLine();
  const first = await pool.acquire();
  clock.advance(50);
  const secondPlace = nextLine();
  const second = await pool.acquire();
  clock.advance(49);
  assert.equal(leaks.length, 0);
  clock.advance(1);
  assert.deepEqual(leaks.map((leak) => leak.heldMs), [100]);
  assert.match(leaks[0]!.place!, firstPlace);
  clock.advance(1_000);
  assert.match(leaks[1]!.place!, secondPlace);
  assert.equal(leaks.length, 2);
  assert.equal(pool.stats().leaked, 2);
  first.release();
  second.release();
});

Deno.test("ResourcePool reports no lease when it ends in time", async () => {
  const clock = new ManualClock();
  const { pool, leaks } = leakingPool(clock);
  await using _pool = pool;
  const early = await pool.acquire();
  clock.advance(10);
  const late = await pool.acquire();
  clock.advance(10);
  early.release();
  clock.advance(89);
  late.release();
  clock.advance(1_000);
  assert.deepEqual(leaks, []);
});

Deno.test("ResourcePool says of a value that is back whether its lease was reported", async () => {
  const clock = new ManualClock();
  const released: boolean[] = [];
  await using pool = new ResourcePool(new Things().resource, {
    clock,
    leakAfterMs: 100,
    observers: [(event: PoolEvent) => {
      if (event.type === "pool.released") released.push(event.wasLeaked);
    }],
  });
  const lease = await pool.acquire();
  clock.advance(100);
  lease.release();
  (await pool.acquire()).release();
  assert.deepEqual(released, [true, false]);
});

Deno.test("ResourcePool names the caller's place when it waited, used or leased into a scope", async () => {
  const clock = new ManualClock();
  const { pool, leaks } = leakingPool(clock);
  await using _pool = pool;
  const places: RegExp[] = [];
  await withScope("request", async (request) => {
    places.push(nextLine());
    await request.acquire(pool.resource());
    places.push(nextLine());
    await pool.use(() => clock.advance(100));
  });
  assert.equal(leaks.length, 2);
  leaks.forEach((leak, index) => assert.match(leak.place!, places[index]!));
});

Deno.test("ResourcePool names the caller's place when a graph leased it", async () => {
  const clock = new ManualClock();
  const { pool, leaks } = leakingPool(clock);
  await using _pool = pool;
  const places: RegExp[] = [];
  const first = defineResource({
    name: "first",
    acquire: () => Promise.resolve(),
    release: () => {},
  });
  const needy = defineResource({
    name: "needy",
    needs: { first, thing: pool.resource() },
    acquire: () => 1,
    release: () => {},
  });
  await withScope("request", async (request) => {
    places.push(nextLine());
    await acquireAll(request, { first, thing: pool.resource() });
    await using other = new Scope("other");
    places.push(nextLine());
    await other.acquire(needy);
    clock.advance(100);
  });
  assert.equal(leaks.length, 2);
  leaks.forEach((leak, index) => assert.match(leak.place!, places[index]!));
});

Deno.test("ResourcePool keeps no stack when leaks are not to be reported", async () => {
  const clock = new ManualClock();
  const captured = Error.captureStackTrace;
  let count = 0;
  Error.captureStackTrace = (...parts) => (count++, captured(...parts));
  try {
    await using pool = new ResourcePool(new Things().resource, { clock });
    (await pool.acquire()).release();
  } finally {
    Error.captureStackTrace = captured;
  }
  assert.equal(count, 0);
});
