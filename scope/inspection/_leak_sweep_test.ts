import assert from "node:assert/strict";
import { ManualClock } from "../../testing/manual_clock.ts";
import { type SweepItem, sweepOf } from "./_leak_sweep.ts";

class Item implements SweepItem {
  readonly sinceMs: number;
  isSettled = false;
  told = 0;

  constructor(sinceMs: number) {
    this.sinceMs = sinceMs;
  }

  settle(): void {
    this.isSettled = true;
  }

  tell(): void {
    this.told++;
  }
}

Deno.test("LeakSweep settles after a second and tells once after its limit", () => {
  const clock = new ManualClock();
  const sweep = sweepOf(clock, 5_000);
  const first = new Item(0);
  sweep.add(first);
  clock.advance(600);
  const second = new Item(600);
  sweep.add(second);
  assert.equal(clock.pending, 1);
  clock.advance(999 - 600);
  assert.equal(first.isSettled, false);
  clock.advance(1);
  assert.deepEqual([first.isSettled, second.isSettled], [true, false]);
  clock.advance(4_000);
  assert.deepEqual([first.told, second.told, second.isSettled], [1, 0, true]);
  clock.advance(10_000);
  assert.deepEqual([first.told, second.told], [1, 1]);
});

Deno.test("LeakSweep has no timer when nothing is left", () => {
  const clock = new ManualClock();
  const sweep = sweepOf(clock, 5_000);
  const items = [new Item(0), new Item(0)];
  for (const item of items) sweep.add(item);
  for (const item of items) sweep.remove(item);
  assert.equal(clock.pending, 0);
  assert.notEqual(sweepOf(clock, 5_000), sweep);
  sweep.add(items[0]!);
  clock.advance(1_500);
  const young = new Item(1_500);
  sweep.add(young);
  sweep.remove(young);
  clock.advance(3_500);
  assert.deepEqual([items[0]!.told, young.told], [1, 0]);
});

Deno.test("LeakSweep settles but never tells without a limit", () => {
  const clock = new ManualClock();
  const sweep = sweepOf(clock, Infinity);
  const item = new Item(0);
  sweep.add(item);
  clock.advance(1_000_000);
  assert.deepEqual([item.isSettled, item.told, clock.pending], [true, 0, 0]);
  sweep.add(item);
  assert.equal(clock.pending, 0);
});

Deno.test("LeakSweep tells what was taken over by its own age, also if that is over", () => {
  const clock = new ManualClock(0);
  clock.advance(4_000);
  const sweep = sweepOf(clock, 5_000);
  const young = new Item(4_000);
  const old = new Item(1_000);
  const overdue = new Item(-9_000);
  for (const item of [young, old, overdue]) sweep.add(item);
  clock.advance(0);
  assert.deepEqual([young.told, old.told, overdue.told], [0, 0, 1]);
  assert.ok(old.isSettled);
  clock.advance(2_000);
  assert.deepEqual([young.told, old.told], [0, 1]);
  clock.advance(3_000);
  assert.deepEqual([young.told, old.told, overdue.told], [1, 1, 1]);
});

Deno.test("LeakSweep leaves the rest for later when settling takes long", () => {
  const clock = new ManualClock();
  let busyMs = 0;
  const slowClock = {
    now: () => clock.now(),
    monotonic: () => clock.monotonic() + busyMs,
    setTimer: (callback: () => void, delayMs: number) => clock.setTimer(callback, delayMs),
  };
  const sweep = sweepOf(slowClock, Infinity);
  class Slow extends Item {
    override settle(): void {
      super.settle();
      busyMs += 6;
    }
  }
  const items = Array.from({ length: 5 }, () => new Slow(0));
  for (const item of items) sweep.add(item);
  const settled = () => items.filter(({ isSettled }) => isSettled).length;
  let turns = 0;
  clock.setTimer(() => turns = settled(), 1_000);
  clock.advance(1_000);
  assert.deepEqual([turns, settled()], [2, 5]);
});
