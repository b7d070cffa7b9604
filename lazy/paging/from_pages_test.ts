import assert from "node:assert/strict";
import { AsyncSeq } from "../async_seq.ts";

/** A service of numbers from 0, in pages of ten, that notes what it is asked for. */
function service(length: number, log: (number | undefined)[]) {
  return AsyncSeq.fromPages((after: number | undefined) => {
    log.push(after);
    const from = after ?? 0;
    const items = Array.from({ length: Math.min(10, length - from) }, (_, at) => from + at);
    return { items, next: from + 10 < length ? from + 10 : null };
  });
}

Deno.test("AsyncSeq.pages fetches no page before the cursor again", async () => {
  const log: (number | undefined)[] = [];
  const even = service(95, log).filter((n) => n % 2 === 0);
  const fetched: unknown[] = [];
  let after: string | undefined;
  do {
    const page = await even.pages(12, { after }).first();
    fetched.push([page?.items[0], ...log.splice(0)]);
    after = page?.cursor ?? undefined;
  } while (after !== undefined);
  assert.deepEqual(fetched, [
    [0, undefined, 10, 20],
    [24, 20, 30, 40],
    [48, 40, 50, 60, 70],
    [72, 70, 80, 90],
  ]);
});

Deno.test("AsyncSeq.pages does not fetch a page again that has been used up", async () => {
  const log: (number | undefined)[] = [];
  const numbers = service(30, log);
  const page = await numbers.pages(10, { lookahead: false }).first();
  assert.deepEqual(log.splice(0), [undefined]);
  const next = await numbers.pages(10, { after: page!.cursor!, lookahead: false }).first();
  assert.deepEqual([next?.items[0], log.splice(0)], [10, [10]]);
  const last = await numbers.pages(10, { after: next!.cursor!, lookahead: false }).first();
  const { cursor } = last!;
  log.length = 0;
  assert.equal(await numbers.pages(10, { after: cursor!, lookahead: false }).first(), undefined);
  assert.deepEqual(log, [20]);
});

Deno.test("AsyncSeq.pages keeps any cursor of a service that is JSON", async () => {
  const next = { at: ["é\u2028😀", null, 1.5, true], deep: { a: "b" } };
  const letters = AsyncSeq.fromPages((after: typeof next | undefined) =>
    after === undefined ? { items: ["a", "b"], next } : { items: ["c", JSON.stringify(after)] }
  );
  const page = await letters.pages(2).first();
  assert.match(page!.cursor!, /^[\w-]+$/);
  const rest = await letters.pages(9, { after: page!.cursor! }).first();
  assert.deepEqual(rest?.items, ["c", JSON.stringify(next)]);
});

Deno.test("AsyncSeq.pages refuses to make a cursor of what is not JSON, when it is read", async () => {
  for (const next of [new Date(0), 1n, NaN, new Map(), () => {}, [undefined], { toJSON: 1 }]) {
    const letters = AsyncSeq.fromPages(() => ({ items: ["a", "b"], next }));
    const page = await letters.pages(2).first();
    assert.deepEqual(page?.items, ["a", "b"]);
    assert.throws(() => page?.cursor, {
      name: "TypeError",
      message: /^Cannot make the cursor of a page as "next" must be JSON/,
    });
  }
});

Deno.test("AsyncSeq.pages refuses a cursor beyond the end of a page that has become shorter", async () => {
  let length = 10;
  const numbers = AsyncSeq.fromPages(() => ({ items: Array.from({ length }, (_, n) => n) }));
  const { cursor } = (await numbers.pages(8).first())!;
  length = 8;
  assert.deepEqual(await numbers.pages(8, { after: cursor! }).toArray(), []);
  length = 7;
  const after = numbers.pages(8, { after: cursor! });
  await assert.rejects(after.toArray(), {
    name: "CursorError",
    fault: "beyond",
    message: /start from the first page/,
  });
});
