import assert from "node:assert/strict";
import fc from "fast-check";
import { asyncSeq } from "../async_seq.ts";
import { range } from "../range.ts";
import { seq } from "../seq.ts";

Deno.test("Seq.reverse hands over the items from the last, in every driver", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat()), fc.nat({ max: 5 }), async (items, limit) => {
      const reversed = items.toReversed();
      assert.deepEqual(seq(items).reverse().toArray(), reversed);
      assert.deepEqual([...seq(items).reverse().take(limit)], reversed.slice(0, limit));
      assert.deepEqual(seq(items).reverse().take(limit).toArray(), reversed.slice(0, limit));
      assert.deepEqual(await asyncSeq(items).reverse().toArray(), reversed);
    }),
  );
});

Deno.test("Seq.reverse keeps a value that is undefined", () => {
  assert.deepEqual(seq([1, undefined, undefined]).reverse().toArray(), [undefined, undefined, 1]);
});

Deno.test("Seq.reverse reads the source to its end before the first item goes on", () => {
  const events: string[] = [];
  range(0, 2).tap((n) => events.push(`pull ${n}`)).reverse().forEach((n) =>
    events.push(`got ${n}`)
  );
  assert.deepEqual(events, ["pull 0", "pull 1", "got 1", "got 0"]);
});
