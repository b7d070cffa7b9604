import assert from "node:assert/strict";
import { sweepIdle } from "./_idle_sweep.ts";
import { PoolItem } from "./_pool_item.ts";

function item(id: number, idleSinceMs: number, expiresAtMs: number): PoolItem<number> {
  const made = new PoolItem(id, 0, expiresAtMs);
  made.idleSinceMs = idleSinceMs;
  return made;
}

const ids = (items: readonly PoolItem<number>[]) => items.map((each) => each.value);

Deno.test("sweepIdle() lets the longest unused go, as many as are to spare", () => {
  const idle = [item(1, 0, 500), item(2, 10, 500), item(3, 60, 500)];
  const all = sweepIdle(idle, 3, { nowMs: 110, idleTimeoutMs: 100 });
  assert.deepEqual([ids(all.unused), ids(all.kept), all.nextMs], [[1, 2], [3], 160]);
  const one = sweepIdle(idle, 1, { nowMs: 110, idleTimeoutMs: 100 });
  assert.deepEqual([ids(one.unused), ids(one.kept), one.nextMs], [[1], [2, 3], 500]);
});

Deno.test("sweepIdle() counts what is too old as spared already", () => {
  const idle = [item(1, 0, 500), item(2, 10, 100)];
  const sweep = sweepIdle(idle, 1, { nowMs: 110, idleTimeoutMs: 100 });
  assert.deepEqual([ids(sweep.expired), ids(sweep.unused), ids(sweep.kept)], [[2], [], [1]]);
  assert.equal(sweep.nextMs, 500);
});

Deno.test("sweepIdle() looks again when the next lifetime or idle time is over", () => {
  const sweep = sweepIdle([item(1, 0, 70), item(2, 0, 30)], 2, { nowMs: 0, idleTimeoutMs: 50 });
  assert.equal(sweep.nextMs, 30);
  assert.equal(sweepIdle([], 0, { nowMs: 0, idleTimeoutMs: 50 }).nextMs, Infinity);
});
