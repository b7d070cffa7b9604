import assert from "node:assert/strict";
import fc from "fast-check";
import type { Cursor } from "../engine/cursor.ts";
import { boom } from "../testdata/boom.ts";
import { memoize } from "./memoize.ts";
import { CountedUpstream } from "./testdata/counted_upstream.ts";

const cases = fc.record({
  length: fc.nat(8),
  fails: fc.boolean(),
  limit: fc.constantFrom(0, 1, 3, 8, Infinity),
  steps: fc.array(
    fc.tuple(
      fc.constantFrom("open", "read", "read", "read", "read", "leave", "dispose"),
      fc.nat(3),
    ),
    { maxLength: 60, size: "max" },
  ),
});

/** One answer of a reader: an item, or in words what else became of it. */
function read(cursor: Cursor): unknown {
  try {
    const { done, value } = cursor.next() as IteratorResult<unknown>;
    if (done) cursor.forget();
    return done ? "end" : value;
  } catch (error) {
    cursor.forget();
    if (error instanceof RangeError) return "overflow";
    return error instanceof TypeError ? "closed" : error;
  }
}

Deno.test("memoize() replays one run to every reader, from its first item to its end", () => {
  const property = fc.property(cases, ({ length, fails, limit, steps }) => {
    const upstream = new CountedUpstream(length, fails ? boom : undefined);
    const source = memoize(upstream, { limit });
    const readers: { cursor: Cursor; position: number }[] = [];
    let kept = 0;
    let outcome: unknown;
    for (const [kind, index] of steps) {
      const reader = readers[index % Math.max(1, readers.length)];
      if (kind === "open") readers.push({ cursor: source.open(), position: 0 });
      else if (kind === "dispose") {
        source.close();
        outcome ??= "closed";
      } else if (reader === undefined) continue;
      else if (kind === "leave") {
        reader.cursor.close();
        reader.position = Infinity;
      } else {
        let expected: unknown = reader.position;
        if (reader.position === kept && outcome === undefined) {
          if (kept === length) outcome = fails ? boom : "end";
          else if (kept === limit) outcome = "overflow";
          else kept++;
        }
        if (reader.position === Infinity) expected = "end";
        else if (reader.position >= kept) expected = outcome;
        assert.equal(read(reader.cursor), expected);
        reader.position = expected === reader.position ? reader.position + 1 : Infinity;
      }
      const isPastEnd = outcome === "end" || outcome === boom || outcome === "overflow";
      assert.equal(upstream.pulls, kept + (isPastEnd ? 1 : 0));
      assert.equal(upstream.closes, outcome === "closed" || outcome === "overflow" ? 1 : 0);
    }
  });
  fc.assert(property, { numRuns: 2000 });
});
