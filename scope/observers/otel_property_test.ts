import assert from "node:assert/strict";
import fc from "fast-check";
import { ManualClock } from "../../testing/manual_clock.ts";
import { defineResource, otelObserver, Scope, type ScopeEvent } from "../mod.ts";
import { FakeOtel } from "./testdata/fake_otel.ts";

/** How acquiring or releasing goes; milliseconds where it takes time. */
const outcome = fc.record({
  ms: fc.constantFrom(0, 1, 5, 12, 40),
  fails: fc.boolean(),
  hangs: fc.boolean(),
});
const step = fc.oneof(
  fc.record({
    do: fc.constant("acquire" as const),
    in: fc.nat(9),
    acquire: outcome,
    release: outcome,
  }),
  fc.record({ do: fc.constant("adopt" as const), in: fc.nat(9), release: outcome }),
  fc.record({ do: fc.constant("move" as const), in: fc.nat(9), to: fc.nat(9) }),
  fc.record({ do: fc.constant("child" as const), in: fc.nat(9) }),
  fc.record({ do: fc.constant("close" as const), in: fc.nat(9) }),
  fc.record({ do: fc.constant("wait" as const), ms: fc.constantFrom(1, 3, 20) }),
);
type Outcome = typeof outcome extends fc.Arbitrary<infer T> ? T : never;

async function go(clock: ManualClock, { ms, fails, hangs }: Outcome): Promise<number> {
  if (hangs && !fails) return await new Promise(() => {});
  if (ms > 0) await new Promise<void>((resolve) => clock.setTimer(resolve, ms));
  if (fails) throw new Error("planned");
  return ms;
}

Deno.test("otelObserver() ends every span and counts down to nothing, whatever happens", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const otel = new FakeOtel();
      const telemetry = otelObserver(otel);
      const clock = new ManualClock();
      const events: ScopeEvent[] = [];
      const observers = [telemetry, (event: ScopeEvent) => void events.push(event)];
      const root = new Scope("root", {
        clock,
        observers,
        releaseTimeoutMs: 10,
        closeTimeoutMs: 50,
      });
      const scopes = [root];
      const waiting: Promise<unknown>[] = [];
      const settle = (promise: Promise<unknown>) => waiting.push(promise.catch(() => {}));
      for (const step of steps) {
        const scope = scopes[("in" in step ? step.in : 0) % scopes.length]!;
        if (step.do === "wait") await clock.advanceAsync(step.ms);
        else if (step.do === "close") settle(scope.close());
        else if (scope.state !== "open") continue;
        else if (step.do === "child") scopes.push(scope.child(`scope ${scopes.length}`));
        else if (step.do === "move") {
          const target = scopes[step.to % scopes.length]!;
          if (target.state === "open") scope.moveAll(target);
        } else if (step.do === "adopt") scope.adopt("adopted", {}, () => go(clock, step.release));
        else {
          const acquire = () => go(clock, step.acquire);
          const release = () => go(clock, step.release);
          const retry = { maxAttempts: 2, minDelayMs: 1, jitter: 0 };
          const resource = defineResource({
            name: "acquired",
            acquire,
            release,
            timeoutMs: 30,
            retry,
          });
          settle(scope.acquire(resource));
        }
      }
      settle(root.close());
      await clock.advanceAsync(500);
      await Promise.all(waiting);

      assert.deepEqual(telemetry.stats(), { scopes: 0, resources: 0 });
      assert.equal(scopes.reduce((sum, scope) => sum + scope.stats().observerErrors, 0), 0);
      for (const span of otel.spans) {
        const { name, endMs, options, parent } = span;
        assert.ok(endMs !== undefined && endMs >= options.startTime, `${name} ended at ${endMs}`);
        if (name === "weir.scope root") continue;
        assert.ok(parent !== undefined && parent.options.startTime <= options.startTime, name);
      }
      const gauges = ["weir.scope.active", "weir.resource.active"];
      for (const sum of gauges.flatMap((name) => Object.values(otel.sums(name)))) {
        assert.equal(sum, 0);
      }
      const count = (type: ScopeEvent["type"]) => events.filter((one) => one.type === type).length;
      assert.equal(otel.measured("weir.scope.duration").length, count("scope.closed"));
      assert.equal(otel.measured("weir.resource.retries").length, count("resource.retrying"));
      if (count("resource.moved") === 0) {
        assert.equal(
          otel.measured("weir.resource.use.duration").length,
          count("resource.acquired"),
        );
      }
      assert.equal(
        otel.spans.filter(({ name }) => name.startsWith("weir.release")).length,
        count("resource.releasing"),
      );
    }),
    { numRuns: 300 },
  );
});
