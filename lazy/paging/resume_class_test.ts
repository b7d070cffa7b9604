import assert from "node:assert/strict";
import { AsyncSeq } from "../async_seq.ts";
import { range } from "../range.ts";
import { type Seq, seq } from "../seq.ts";
import { base64url } from "./cursor_codec.ts";

/** Whether the cursor of a first page tells of a place, which is what seeking needs. */
function seeks(sequence: Seq<unknown>): boolean {
  return "s" in JSON.parse(base64url.decode(sequence.pages(1).first()!.cursor!));
}

const items = Array.from({ length: 9 }, (_, index) => index);

Deno.test("resumeClass() is seek over items by position whose operators save their state", () => {
  const all = seq(items).map((n) => n).filter(() => true).tap(() => {}).take(8).drop(1)
    .takeWhile(() => true).dropWhile(() => false).flatMap((n) => [n, n]).chunks(2);
  for (const plan of [all, range(0, 9), seq(new Float64Array(9)), seq(items)]) {
    assert.equal(seeks(plan), true);
  }
});

Deno.test("resumeClass() is replay when a source or an operator has no state to save", () => {
  const twice = (n: number) => [n, n];
  const plans = [
    seq(new Set(items)),
    seq(() => items),
    seq(items).distinct(),
    seq(items).scan((_, n) => n, 0),
    seq(items).windows(2),
    seq(items).chunkBy((n) => n),
    seq(items).concat([1]),
    seq(items).zip(items),
    seq(items).flatMap(twice).flatMap(twice),
    seq(items).chunks(2).flatMap((chunk) => chunk),
    seq(items.values()),
    range(0, 9).pages(2),
  ];
  for (const plan of plans) assert.equal(seeks(plan), false);
});

Deno.test("resumeClass() is seek over fetched pages", async () => {
  const pages = AsyncSeq.fromPages(() => ({ items })).map((n) => n);
  const { cursor } = (await pages.pages(2).first())!;
  assert.ok("s" in JSON.parse(base64url.decode(cursor!)));
});
