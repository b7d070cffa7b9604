import assert from "node:assert/strict";
import fc from "fast-check";
import { backoffDelayMs, retryPolicy } from "./retry_policy.ts";

Deno.test("backoffDelayMs() doubles up to the longest wait when there is no jitter", () => {
  const policy = retryPolicy("test", { backoffMs: 100, maxBackoffMs: 350, jitter: "none" });
  const delays = [1, 2, 3, 4].map((failures) => backoffDelayMs(policy, failures, Math.random));
  assert.deepEqual(delays, [100, 200, 350, 350]);
});

Deno.test("backoffDelayMs() stays below the longest wait under full jitter", () => {
  const policy = retryPolicy("test");
  const draw = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(fc.property(fc.integer({ min: 1, max: 2_000 }), draw, (failures, random) => {
    const delayMs = backoffDelayMs(policy, failures, () => random);
    assert.ok(delayMs >= 0 && delayMs <= Math.min(30_000, 200 * 2 ** (failures - 1)));
  }));
});

Deno.test("retryPolicy() refuses what it cannot keep", () => {
  assert.throws(() => retryPolicy("submit", { attempts: 0 }), RangeError);
  assert.throws(() => retryPolicy("submit", { backoffMs: 2 ** 31 }), RangeError);
  assert.throws(() => retryPolicy("submit", { jitter: "some" as "full" }), /"retry.jitter"/);
  assert.throws(() => retryPolicy("submit", { attempt: 2 } as object), /use "attempts"/);
  assert.throws(() => retryPolicy("submit", 3 as never), {
    name: "TypeError",
    message: 'Cannot submit as "retry" must be an object: current value is 3',
  });
});
