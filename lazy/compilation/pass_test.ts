import assert from "node:assert/strict";
import { type Cursor, IteratorCursor } from "../engine/cursor.ts";
import { Held } from "../engine/held.ts";
import { filter, take } from "../operators/select.ts";
import { flatMap } from "../operators/transform.ts";
import { Plan } from "../plan/plan.ts";
import { reusableSource } from "../sources/source.ts";
import { Pass } from "./pass.ts";
import { Segment } from "./segment.ts";

/** Runs a pass over 3,000 numbers; how many cursors were open at each item, and at the end. */
function openAtEach(segment: Segment, wanted: number): { most: number; left: number } {
  const cursor = new IteratorCursor(new Array(3_000).fill(1).values(), false);
  const program = Plan.from(reusableSource(() => cursor)).program(false);
  const held = new Held(program, 0);
  const cursors: readonly Cursor[] = held.cursors;
  let most = 0;
  let left = wanted;
  const push = () => {
    most = Math.max(most, cursors.length);
    return --left === 0;
  };
  const isStopped = new Pass(segment, cursor, held, { push }, undefined).run();
  assert.equal(isStopped, left === 0);
  return { most, left: cursors.length };
}

Deno.test("Pass.run() keeps open what it reads, and nothing else", () => {
  const expanding = new Segment([flatMap((n) => new Set([n])), filter(Boolean)]);
  assert.deepEqual(openAtEach(expanding, Infinity), { most: 2, left: 0 });
  assert.deepEqual(openAtEach(expanding, 2_000), { most: 2, left: 2 });
  const limited = new Segment([flatMap((n) => new Set([n])), take(5), flatMap(() => new Set([1]))]);
  assert.deepEqual(openAtEach(limited, Infinity), { most: 3, left: 0 });
  assert.deepEqual(openAtEach(new Segment([]), Infinity), { most: 1, left: 0 });
});
