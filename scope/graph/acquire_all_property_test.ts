import assert from "node:assert/strict";
import fc from "fast-check";
import { ManualClock } from "../../testing/manual_clock.ts";
import { acquireAll, AcquireError, defineResource, type Resource, Scope } from "../mod.ts";
import { GraphRun, type Manner, type Shape, type Step } from "./testdata/graph_run.ts";

const good: Manner[] = ["sync", "async", "slow"];
const arrives = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...good) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Manner>("throws", "rejects", "hangs", "stubborn", "stubborn"),
  },
);
const leaves = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...good) },
  { weight: 1, arbitrary: fc.constantFrom<Manner>("throws", "rejects", "hangs", "stubborn") },
);
const needs = fc.uniqueArray(fc.nat(7), { maxLength: 3 });
const shapes: fc.Arbitrary<Shape[]> = fc.array(fc.record({ needs, arrives, leaves }), {
  minLength: 1,
  maxLength: 8,
});
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("call" as const),
      scope: fc.nat(2),
      wanted: fc.array(fc.nat(7), { minLength: 1, maxLength: 4 }),
      timeoutMs: fc.constantFrom(Infinity, Infinity, 20, 45, 100),
      concurrency: fc.constantFrom(Infinity, Infinity, 1, 2),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("abort" as const), call: fc.nat(4) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("release" as const), thing: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("close" as const), scope: fc.nat(1) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("wait" as const),
      ms: fc.constantFrom(0, 10, 30, 60),
    }),
  },
);

/** Every call must end by itself if none may hang: an abort is what ends the others. */
async function runSteps(shapes: readonly Shape[], steps: readonly Step[]): Promise<GraphRun> {
  const run = new GraphRun(shapes);
  for (const step of steps) {
    run.take(step);
    if (step.kind === "wait") await run.clock.advanceAsync(step.ms);
  }
  await run.clock.advanceAsync(1_000);
  for (const call of run.calls) {
    if (call.state === "running") call.controller.abort(new Error("at last"));
  }
  await run.clock.advanceAsync(1_000);
  return run;
}

function checkCalls(run: GraphRun): void {
  for (const { state, error, controller: { signal } } of run.calls) {
    assert.notEqual(state, "running", "a call has not ended");
    if (state === "succeeded") continue;
    const cause = error instanceof AcquireError ? error.cause as Error : error as Error;
    const known = cause === signal.reason || /^(throws|rejects)$/.test(cause.message) ||
      /TimeoutError|ScopeClosedError/.test(cause.name) || /released meanwhile/.test(cause.message);
    assert.ok(known, `unexpected: ${cause}`);
  }
}

/** Nothing is held but for calls that succeeded. */
function checkNothingLeft(run: GraphRun): void {
  const reachable = run.reachable();
  for (const thing of run.things) {
    if (thing.state !== "held") continue;
    assert.ok(reachable.has(thing), `r${thing.place} was left behind`);
  }
}

Deno.test("acquireAll() keeps its rules under random graphs, faults and aborts", async () => {
  await fc.assert(
    fc.asyncProperty(
      shapes,
      fc.array(step, { minLength: 1, maxLength: 14 }),
      async (shapes, steps) => {
        const run = await runSteps(shapes, steps);
        checkCalls(run);
        checkNothingLeft(run);
        const closing = run.scopes[0]!.close().catch(() => {});
        await run.clock.advanceAsync(5_000);
        const failure = await closing;
        for (const error of (failure as AggregateError | undefined)?.errors ?? [failure]) {
          assert.notEqual(error?.name, "AssertionError", error?.message);
        }
        for (const thing of run.things) {
          const made = thing.state !== "failed" && thing.state !== "acquiring";
          assert.equal(thing.releases, made ? 1 : 0, `r${thing.place} in ${thing.state}`);
        }
        assert.equal(run.clock.pending, 0, "a timer was left");
      },
    ),
    { numRuns: 3_000 },
  );
});

Deno.test("acquireAll() acquires each resource once, however many calls want it", async () => {
  const calm = fc.array(
    fc.record({ needs, arrives: fc.constantFrom(...good), leaves: fc.constantFrom(...good) }),
    { minLength: 1, maxLength: 8 },
  );
  const step = fc.oneof(
    fc.record({
      kind: fc.constant("call" as const),
      scope: fc.constant(1),
      wanted: fc.array(fc.nat(7), { minLength: 1, maxLength: 4 }),
      timeoutMs: fc.constant(Infinity),
      concurrency: fc.constantFrom(Infinity, 1),
    }),
    fc.record({ kind: fc.constant("wait" as const), ms: fc.constantFrom(0, 10, 30) }),
  );
  await fc.assert(
    fc.asyncProperty(calm, fc.array(step, { maxLength: 10 }), async (shapes, steps) => {
      const run = await runSteps(shapes, steps);
      assert.ok(run.calls.every((call) => call.state === "succeeded"));
      const places = run.things.map((thing) => thing.place);
      assert.equal(new Set(places).size, places.length);
      const closing = run.scopes[0]!.close();
      await run.clock.advanceAsync(5_000);
      await closing;
    }),
    { numRuns: 300 },
  );
});

/** Resources that take their time, and when each of them began and was there. */
function timed(
  clock: ManualClock,
  plan: readonly { readonly needs: readonly number[]; readonly ms: number }[],
): { resources: Record<string, Resource<number>>; spans: [number, number][]; peak: () => number } {
  const all: Resource<number>[] = [];
  const spans: [number, number][] = [];
  let running = 0;
  let peak = 0;
  for (const [place, { needs, ms }] of plan.entries()) {
    const needed = place === 0 ? [] : needs.map((need) => [need % place, all[need % place]!]);
    all.push(defineResource({
      name: `r${place}`,
      needs: Object.fromEntries(needed) as Record<string, Resource<number>>,
      acquire: () => {
        peak = Math.max(peak, ++running);
        const beganMs = clock.now();
        return new Promise<number>((resolve) =>
          clock.setTimer(() => {
            running--;
            spans[place] = [beganMs, clock.now()];
            resolve(place);
          }, ms)
        );
      },
      release: () => {},
    }));
  }
  return { resources: Object.fromEntries(all.map((r) => [r.name, r])), spans, peak: () => peak };
}

const plan = fc.array(fc.record({ needs, ms: fc.constantFrom(1, 5, 20, 50) }), {
  minLength: 1,
  maxLength: 12,
});

Deno.test("acquireAll() begins each resource at the moment when the last that it needs is there", async () => {
  await fc.assert(
    fc.asyncProperty(plan, async (plan) => {
      const clock = new ManualClock();
      const { resources, spans } = timed(clock, plan);
      const scope = new Scope("app", { clock });
      const acquiring = acquireAll(scope, resources);
      await clock.advanceAsync(1_000);
      await acquiring;
      for (const [place, { needs }] of plan.entries()) {
        const ends = place === 0 ? [] : needs.map((need) => spans[need % place]![1]);
        assert.equal(spans[place]![0], Math.max(0, ...ends));
      }
      await scope.close();
    }),
    { numRuns: 300 },
  );
});

Deno.test("acquireAll() uses its concurrency, never exceeds it and is never idle without need", async () => {
  await fc.assert(
    fc.asyncProperty(plan, fc.integer({ min: 1, max: 4 }), async (plan, concurrency) => {
      const clock = new ManualClock();
      const { resources, spans, peak } = timed(clock, plan);
      const scope = new Scope("app", { clock });
      const acquiring = acquireAll(scope, resources, { concurrency });
      await clock.advanceAsync(1_000);
      await acquiring;
      assert.ok(peak() <= concurrency);
      for (const [place, { needs }] of plan.entries()) {
        const beganMs = spans[place]![0];
        const ends = place === 0 ? [] : needs.map((need) => spans[need % place]![1]);
        const readyMs = Math.max(0, ...ends);
        // Whenever it was ready and not begun, all places were taken.
        for (let ms = readyMs; ms < beganMs; ms++) {
          const busy = spans.filter(([from, to]) => from <= ms && ms < to).length;
          assert.equal(busy, concurrency);
        }
      }
      await scope.close();
    }),
    { numRuns: 300 },
  );
});
