import assert from "node:assert/strict";
import { backoffMs } from "./_backoff.ts";

Deno.test("backoffMs() doubles up to its bound and keeps half of the wait certain", () => {
  const options = { minDelayMs: 100, maxDelayMs: 1_000 };
  assert.equal(backoffMs(1, options, 0), 50);
  assert.equal(backoffMs(1, options, 1), 100);
  assert.equal(backoffMs(3, options, 1), 400);
  assert.equal(backoffMs(50, options, 1), 1_000);
});
