import assert from "node:assert/strict";
import fc from "fast-check";
import { range } from "./range.ts";
import { seq } from "./seq.ts";
import { boom, isBoom } from "./testdata/boom.ts";

Deno.test("Seq.toReadableStream hands over every item, in order, at any high-water mark", async () => {
  const marks = fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(), { maxLength: 100 }), marks, async (items, mark) => {
      const options = mark === undefined ? {} : { highWaterMark: mark };
      assert.deepEqual(await Array.fromAsync(seq(items).toReadableStream(options)), items);
    }),
  );
});

Deno.test("Seq.toReadableStream pulls nothing before it is read, then what it was told", async () => {
  for (const [options, expected] of [[{}, 64], [{ highWaterMark: 1 }, 1]] as const) {
    let pulls = 0;
    const stream = range(0, 100).tap(() => pulls++).toReadableStream(options);
    const reader = stream.getReader();
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(pulls, 0);
    assert.equal((await reader.read()).value, 0);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(pulls, expected);
  }
});

Deno.test("Seq.toReadableStream closes the source once when it is cancelled", async () => {
  let closes = 0;
  const source = {
    next: () => ({ done: false as const, value: 1 }),
    return: () => ({ done: true as const, value: void closes++ }),
  };
  const stream = seq<number>(source).toReadableStream();
  for await (const _ of stream) break;
  assert.equal(closes, 1);
  const unread = { ...source };
  await seq<number>(unread).toReadableStream().cancel();
  assert.equal(closes, 2);
});

Deno.test("Seq.toReadableStream fails with the error of a callback, after the items before it", async () => {
  for (const highWaterMark of [1, 2, 64]) {
    let closes = 0;
    const numbers = function* () {
      try {
        yield* [0, 1, 2, 3];
      } finally {
        closes++;
      }
    };
    const fail = (n: number) => {
      if (n === 3) throw boom;
      return n;
    };
    const reader = seq(numbers).map(fail).toReadableStream({ highWaterMark }).getReader();
    for (const value of [0, 1, 2]) assert.equal((await reader.read()).value, value);
    await assert.rejects(reader.read(), isBoom);
    assert.equal(closes, 1);
  }
});

Deno.test("Seq.toReadableStream fails with what a callback threw when closing fails too", async () => {
  const source = {
    next: () => ({ done: false as const, value: 1 }),
    return: () => assert.fail("close failed"),
  };
  const fail = () => {
    throw boom;
  };
  await assert.rejects(Array.fromAsync(seq<number>(source).map(fail).toReadableStream()), isBoom);
});

Deno.test("Seq.toReadableStream refuses a wrong option", () => {
  assert.throws(() => seq([1]).toReadableStream({ highWaterMark: 0 }), RangeError);
  assert.throws(() => seq([1]).toReadableStream({ highWaterMark: "9" as never }), TypeError);
  assert.throws(() => seq([1]).toReadableStream({ highWater: 9 } as never), TypeError);
});
