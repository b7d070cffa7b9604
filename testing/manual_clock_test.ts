import assert from "node:assert/strict";
import { ManualClock } from "./manual_clock.ts";

Deno.test("ManualClock fires timers by due time, equal times in the order they were set", () => {
  const clock = new ManualClock(1_000);
  const fired: string[] = [];
  clock.setTimer(() => fired.push("late"), 20);
  clock.setTimer(() => fired.push("first"), 10);
  clock.setTimer(() => fired.push("second"), 10);
  clock.advance(20);
  assert.deepEqual(fired, ["first", "second", "late"]);
  assert.equal(clock.now(), 1_020);
  assert.equal(clock.monotonic(), 20);
});

Deno.test("ManualClock fires a timer that a timer set when both fall due", () => {
  const clock = new ManualClock();
  let atMs = 0;
  clock.setTimer(() => clock.setTimer(() => atMs = clock.now(), 5), 10);
  clock.advance(100);
  assert.equal(atMs, 15);
});

Deno.test("ManualClock forgets a timer that is cancelled", () => {
  const clock = new ManualClock();
  clock.setTimer(() => assert.fail("must not fire"), 1).cancel();
  assert.equal(clock.pending, 0);
  clock.advance(10);
});

Deno.test("ManualClock refuses to start at what is no time", () => {
  for (const startMs of [NaN, Infinity]) {
    assert.throws(() => new ManualClock(startMs), { name: "RangeError", message: /"startMs"/ });
  }
  assert.throws(() => new ManualClock("0" as never), TypeError);
  assert.equal(new ManualClock(-5).now(), -5);
});

Deno.test("ManualClock refuses to go back", () => {
  assert.throws(() => new ManualClock().advance(-1), RangeError);
});

Deno.test("ManualClock lets promises settle between timers when it advances asynchronously", async () => {
  const clock = new ManualClock();
  const wait = (ms: number) => new Promise<void>((resolve) => clock.setTimer(resolve, ms));
  let rounds = 0;
  const loop = (async () => {
    for (let i = 0; i < 3; i++) {
      await wait(10);
      rounds++;
    }
  })();
  await clock.advanceAsync(30);
  await loop;
  assert.equal(rounds, 3);
});
