import assert from "node:assert/strict";
import { delay, systemClock } from "./clock.ts";
import { ManualClock } from "../testing/manual_clock.ts";

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
