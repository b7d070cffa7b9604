import assert from "node:assert/strict";
import { type Clock, systemClock } from "../../_internal/clock.ts";
import { ManualTimeouts } from "../../_internal/testdata/manual_timeouts.ts";
import { ManualClock } from "../../testing/manual_clock.ts";
import { Watch } from "./watch.ts";

Deno.test("Watch keeps one timer for deadlines that move on", () => {
  const clock = new ManualClock();
  const due: number[] = [];
  const watch = new Watch(clock, () => due.push(clock.now()));
  for (let ms = 0; ms < 100; ms += 10) {
    watch.set(clock.monotonic() + 50);
    assert.equal(clock.pending, 1);
    clock.advance(10);
    watch.set(Infinity);
  }
  assert.deepEqual(due, []);
  watch.set(clock.monotonic() + 50);
  clock.advance(50);
  assert.deepEqual(due, [150]);
  assert.equal(clock.pending, 0);
});

Deno.test("Watch fires in time when the deadline is brought forward", () => {
  const clock = new ManualClock();
  const due: number[] = [];
  const watch = new Watch(clock, () => due.push(clock.now()));
  watch.set(50);
  watch.set(20);
  clock.advance(100);
  assert.deepEqual(due, [20]);
});

Deno.test("Watch waits for a deadline that is further than a timer can be", () => {
  using platform = new ManualTimeouts();
  const { clock } = platform;
  const onPlatform: Clock = {
    now: () => clock.now(),
    monotonic: () => clock.monotonic(),
    setTimer: systemClock.setTimer,
  };
  let fired = 0;
  const watch = new Watch(onPlatform, () => fired++);
  watch.set(2 ** 33);
  assert.deepEqual(platform.delaysMs, [2 ** 31 - 1]);
  clock.advance(2 ** 33 - 1);
  assert.equal(fired, 0);
  clock.advance(1);
  assert.equal(fired, 1);
  assert.equal(Math.max(...platform.delaysMs), 2 ** 31 - 1);
});

Deno.test("Watch leaves no timer when it is stopped while it sets one", () => {
  const clock = new ManualClock();
  let watch: Watch | undefined = undefined;
  const reentrant: Clock = {
    now: () => clock.now(),
    monotonic: () => clock.monotonic(),
    setTimer: (callback, delayMs) => {
      watch?.stop();
      return clock.setTimer(callback, delayMs);
    },
  };
  watch = new Watch(reentrant, () => assert.fail("must not fire"));
  watch.set(10);
  assert.equal(clock.pending, 0);
});

Deno.test("Watch takes a deadline that is not a number as due", () => {
  const clock = new ManualClock();
  let fired = 0;
  const watch = new Watch(clock, () => fired++);
  watch.set(NaN);
  clock.advance(0);
  assert.equal(fired, 1);
  assert.equal(clock.pending, 0);
});
