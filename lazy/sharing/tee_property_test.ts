import assert from "node:assert/strict";
import fc from "fast-check";
import { PENDING } from "../engine/pull_run.ts";
import { boom } from "../testdata/boom.ts";
import { LagBuffer } from "./lag_buffer.ts";
import { SharedCursor } from "./shared.ts";
import { SharedRun } from "./shared_run.ts";
import { CountedUpstream } from "./testdata/counted_upstream.ts";

const cases = fc.record({
  length: fc.nat(12),
  fails: fc.boolean(),
  maxLag: fc.constantFrom(1, 2, 3, 7, Infinity),
  count: fc.integer({ min: 1, max: 4 }),
  steps: fc.array(
    fc.tuple(fc.constantFrom("next", "next", "next", "next", "close"), fc.nat(3)),
    { maxLength: 80, size: "max" },
  ),
});

/** One answer of a branch: an item, or in words what else became of it. */
function ask(branch: SharedCursor): unknown {
  try {
    const { done, value } = branch.next() as IteratorResult<unknown>;
    if (done) branch.forget();
    return done ? "end" : value;
  } catch (error) {
    branch.forget();
    return error instanceof RangeError ? "overflow" : error;
  }
}

Deno.test("SharedRun gives every branch all items from one run, within the lag", () => {
  const property = fc.property(cases, ({ length, fails, maxLag, count, steps }) => {
    const upstream = new CountedUpstream(length, fails ? boom : undefined);
    const buffer = new LagBuffer(maxLag);
    const run = new SharedRun(upstream, buffer);
    const branches = Array.from({ length: count }, () => new SharedCursor(run));
    const read: (number | undefined)[] = branches.map(() => 0);
    const live = () => read.filter((position) => position !== undefined);
    let pulled = 0;
    let isOver = false;
    for (const [kind, index] of steps) {
      const branch = branches[index % count]!;
      const position = read[index % count];
      if (kind === "close") {
        branch.close();
        read[index % count] = undefined;
      } else if (position === undefined) {
        assert.equal(ask(branch), "end");
      } else if (position < pulled) {
        assert.equal(ask(branch), position);
        read[index % count] = position + 1;
      } else if (isOver || pulled - Math.min(...live()) < maxLag) {
        isOver ||= position === length;
        if (!isOver) pulled++;
        assert.equal(ask(branch), isOver ? fails ? boom : "end" : position);
        read[index % count] = isOver ? undefined : position + 1;
      } else {
        assert.equal(ask(branch), "overflow");
        read[index % count] = undefined;
      }
      assert.equal(upstream.pulls, pulled + (isOver ? 1 : 0));
      assert.equal(buffer.size, live().length === 0 ? 0 : pulled - Math.min(...live()));
      assert.equal(upstream.closes, live().length === 0 && !isOver ? 1 : 0);
    }
  });
  fc.assert(property, { numRuns: 2000 });
});

Deno.test("LagBuffer keeps its places bounded over a long run", () => {
  const buffer = new LagBuffer(8);
  const slow = buffer.join();
  const fast = buffer.join();
  for (let item = 0; item < 100_000; item++) {
    buffer.append(item);
    assert.equal(buffer.take(fast), item);
    if (item >= 7) assert.equal(buffer.take(slow), item - 7);
    assert.ok(buffer.size <= 8);
  }
  assert.equal(buffer.take(fast), PENDING);
});
