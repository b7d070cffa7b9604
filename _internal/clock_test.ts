import assert from "node:assert/strict";
import { delay, systemClock } from "./clock.ts";
import { ManualClock } from "../testing/manual_clock.ts";
import { ManualTimeouts } from "./testdata/manual_timeouts.ts";

Deno.test("delay() resolves when the clock reaches the time", async () => {
  const clock = new ManualClock();
  let done = false;
  const waiting = delay(clock, 50).then(() => done = true);
  clock.advance(49);
  await Promise.resolve();
  assert.equal(done, false);
  clock.advance(1);
  await waiting;
});

Deno.test("delay() rejects with the reason and clears its timer when the signal aborts", async () => {
  const clock = new ManualClock();
  const controller = new AbortController();
  const waiting = delay(clock, 50, controller.signal);
  controller.abort(new Error("stop"));
  await assert.rejects(waiting, /stop/);
  assert.equal(clock.pending, 0);
  await assert.rejects(delay(clock, 50, controller.signal), /stop/);
});

Deno.test("systemClock cancels a timer when it is disposed", () => {
  {
    using _timer = systemClock.setTimer(() => assert.fail("must not fire"), 60_000);
  }
  assert.ok(systemClock.now() > 0 && systemClock.monotonic() >= 0);
});

Deno.test("systemClock keeps a delay that is longer than a timer of the platform", () => {
  using platform = new ManualTimeouts();
  const longestMs = 2 ** 31 - 1;
  let fired = 0;
  systemClock.setTimer(() => fired++, 2 * longestMs + 2);
  platform.clock.advance(2 * longestMs + 1);
  assert.equal(fired, 0);
  platform.clock.advance(1);
  assert.equal(fired, 1);
  assert.deepEqual(platform.delaysMs, [longestMs, longestMs, 2]);
});

Deno.test("systemClock sets one timer for the longest delay that the platform keeps", () => {
  using platform = new ManualTimeouts();
  let fired = 0;
  systemClock.setTimer(() => fired++, 2 ** 31 - 1);
  platform.clock.advance(2 ** 31 - 1);
  assert.equal(fired, 1);
  assert.deepEqual(platform.delaysMs, [2 ** 31 - 1]);
});

Deno.test("systemClock cancels a long timer that has been set again", () => {
  using platform = new ManualTimeouts();
  const timer = systemClock.setTimer(() => assert.fail("must not fire"), 2 ** 33);
  platform.clock.advance(2 ** 32);
  assert.equal(platform.clock.pending, 1);
  timer.cancel();
  assert.equal(platform.clock.pending, 0);
});

Deno.test("systemClock sets no timer for a time that never comes", () => {
  using platform = new ManualTimeouts();
  const timer = systemClock.setTimer(() => assert.fail("must not fire"), Infinity);
  assert.deepEqual(platform.delaysMs, []);
  timer.cancel();
});
