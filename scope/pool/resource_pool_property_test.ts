import assert from "node:assert/strict";
import fc from "fast-check";
import type { PoolOptions } from "../mod.ts";
import {
  CLOSE_TIMEOUT_MS,
  CREATE_TIMEOUT_MS,
  type Manner,
  PoolRun,
  RELEASE_TIMEOUT_MS,
  type Step,
} from "./testdata/pool_run.ts";

const ACQUIRE_TIMEOUT_MS = 150;
const LEAK_AFTER_MS = 100;

const good = fc.constantFrom<Manner>("sync", "async", "slow");
const any = fc.constantFrom<Manner>("sync", "async", "throws", "rejects", "hangs", "slow");
const at = fc.nat(3);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("acquire" as const),
      timeoutMs: fc.constantFrom(undefined, undefined, 20, 60),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constantFrom("release" as const, "discard" as const), at }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("evict" as const), at: fc.nat(8) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("abort" as const), at }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("use" as const), at, throws: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("world" as const),
      acquires: fc.oneof(good, any),
      checks: any,
      releases: any,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("wait" as const), ms: fc.constantFrom(5, 30, 110) }),
  },
);
const options: fc.Arbitrary<PoolOptions> = fc.record({
  min: fc.nat(1),
  max: fc.integer({ min: 1, max: 3 }),
  maxWaiting: fc.constantFrom(2, 100),
  acquireTimeoutMs: fc.constant(ACQUIRE_TIMEOUT_MS),
  idleTimeoutMs: fc.constantFrom(40, Infinity),
  maxLifetimeMs: fc.constantFrom(130, Infinity),
  healthAfterIdleMs: fc.constantFrom(0, 25, Infinity),
  healthTimeoutMs: fc.constant(45),
  leakAfterMs: fc.constant(LEAK_AFTER_MS),
});

/** What holds whenever nothing can go on by itself. */
function checkBetweenSteps(run: PoolRun): void {
  const { used, idle, checking, creating, leaving, pending } = run.pool.stats();
  assert.ok(used + idle + checking + creating + leaving <= run.max, "more than max");
  assert.ok(run.mostAtOnce <= run.max, `${run.mostAtOnce} existed at once, max is ${run.max}`);
  if (run.uses === 0) {
    assert.equal(used, run.held.length, "a lease is lost");
    assert.equal(pending, run.pending.length, "a caller is lost");
  }
  if (pending > 0) {
    assert.ok(idle === 0 || checking >= pending, "a caller waits for a value that is idle");
    assert.ok(used + checking + creating + leaving > 0, "a caller waits for nothing");
  }
}

/** Events tell where values and callers are, once nothing is on its way out. */
function checkFigures(run: PoolRun): void {
  const { used, idle, checking, leaving, pending } = run.pool.stats();
  if (leaving > 0) return;
  const last = run.events.at(-1)!;
  assert.deepEqual([last.used, last.idle, last.pending], [used, idle + checking, pending]);
}

/** Nobody is overtaken. */
function checkOrder(run: PoolRun): void {
  assert.deepEqual(run.grants, run.grants.toSorted((a, b) => a - b));
}

function checkNoBusyLoop(run: PoolRun): void {
  const { calls, clock: { now }, creations, events } = run;
  const gone = events.filter((event) => event.type.startsWith("pool.destroy")).length;
  const limit = 2 * calls.length + run.max + 2 * gone + now.call(run.clock) / 40 + 20;
  assert.ok(creations <= limit, `${creations} creations, ${limit} at most`);
}

function checkLeaks(run: PoolRun): void {
  const overdue = run.held.filter((call) => run.clock.now() - call.grantedMs >= LEAK_AFTER_MS);
  assert.ok(run.pool.stats().leaked >= overdue.length, "a leak is not reported");
}

async function checkClose(run: PoolRun): Promise<void> {
  let isClosed = false;
  const closing = run.pool.close().catch(() => {}).finally(() => {
    isClosed = true;
    assert.equal(run.clock.pending, run.worldTimers, "a timer outlived the pool");
  });
  await run.clock.advanceAsync(CLOSE_TIMEOUT_MS);
  assert.ok(isClosed, "the close has not settled within its timeout");
  await closing;
  const { used, idle, checking, creating, leaving, pending, observerErrors } = run.pool.stats();
  assert.deepEqual([used, idle, checking, creating, leaving, pending], [0, 0, 0, 0, 0, 0]);
  assert.equal(observerErrors, 0);
  assert.equal(run.pending.length, 0, "a caller was never answered");
  assert.equal(run.events.at(-1)!.type, "pool.closed");
  checkFigures(run);
  await run.clock.advanceAsync(CREATE_TIMEOUT_MS + RELEASE_TIMEOUT_MS + 100);
  for (const value of run.values) assert.equal(value.releases, 1, `value ${value.id}`);
}

Deno.test("ResourcePool keeps its promises under random schedules", async () => {
  await fc.assert(
    fc.asyncProperty(options, fc.array(step, { maxLength: 30 }), async (options, steps) => {
      const run = new PoolRun(options);
      for (const step of steps) {
        await run.take(step);
        checkBetweenSteps(run);
        checkFigures(run);
        checkLeaks(run);
      }
      checkOrder(run);
      checkNoBusyLoop(run);
      await checkClose(run);
    }),
    { numRuns: 2_000 },
  );
});

Deno.test("ResourcePool answers every caller in time under random schedules", async () => {
  await fc.assert(
    fc.asyncProperty(options, fc.array(step, { maxLength: 20 }), async (options, steps) => {
      const run = new PoolRun(options);
      for (const step of steps) await run.take(step);
      await run.clock.advanceAsync(ACQUIRE_TIMEOUT_MS);
      assert.equal(run.pending.length, 0);
      checkOrder(run);
      await checkClose(run);
    }),
    { numRuns: 1_000 },
  );
});
