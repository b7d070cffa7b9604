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

Deno.test("backoffDelayMs() stays finite, and none without a backoff, however many failed", () => {
  for (const failures of [1_024, 1_026, Number.MAX_SAFE_INTEGER]) {
    const none = retryPolicy("test", { backoffMs: 0, jitter: "none" });
    assert.equal(backoffDelayMs(none, failures, Math.random), 0);
    const longest = retryPolicy("test", { maxBackoffMs: 500, jitter: "none" });
    assert.equal(backoffDelayMs(longest, failures, Math.random), 500);
  }
});

Deno.test("retryPolicy() refuses what it cannot keep", () => {
  assert.throws(() => retryPolicy("submit", { attempts: 0 }), RangeError);
  for (const option of ["backoffMs", "maxBackoffMs"]) {
    for (const value of [-1, NaN, Infinity]) {
      assert.throws(() => retryPolicy("submit", { [option]: value }), {
        name: "RangeError",
        message: `Cannot submit as "retry.${option}" must be a finite number of milliseconds >= ` +
          `0: current value is ${value}`,
      });
    }
  }
  assert.throws(() => retryPolicy("submit", { jitter: "some" as "full" }), /"retry.jitter"/);
  assert.throws(() => retryPolicy("submit", { attempt: 2 } as object), /use "attempts"/);
  assert.throws(() => retryPolicy("submit", 3 as never), {
    name: "TypeError",
    message: 'Cannot submit as "retry" must be an object: current value is 3',
  });
});
