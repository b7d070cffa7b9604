import assert from "node:assert/strict";
import { AsyncSeq } from "./async_seq.ts";
import { boom, isBoom } from "./testdata/boom.ts";

Deno.test("AsyncSeq.fromPages fetches a page when the items before it are used up", async () => {
  const fetched: unknown[] = [];
  const numbers = AsyncSeq.fromPages((cursor: number | undefined) => {
    fetched.push(cursor);
    const page = cursor ?? 0;
    return Promise.resolve({ items: page === 1 ? [] : [page], next: page < 3 ? page + 1 : null });
  });
  assert.equal(await numbers.first(), 0);
  assert.deepEqual(fetched, [undefined]);
  assert.deepEqual(await numbers.toArray(), [0, 2, 3]);
  assert.deepEqual(fetched, [undefined, undefined, 1, 2, 3]);
});

Deno.test("AsyncSeq.fromPages starts at a cursor", async () => {
  const fetch = (cursor: string | undefined) => ({ items: [cursor] });
  assert.deepEqual(await AsyncSeq.fromPages(fetch, { start: "c" }).toArray(), ["c"]);
  assert.throws(() => AsyncSeq.fromPages(fetch, { strat: "c" } as never), /use "start"/);
  assert.throws(() => AsyncSeq.fromPages(1 as never), /"fetch" must be a function/);
});

Deno.test("AsyncSeq.fromPages aborts the request under way with the reason of the abort", async () => {
  const controller = new AbortController();
  const fetching = Promise.withResolvers<AbortSignal>();
  const run = AsyncSeq.fromPages<number, number>((_cursor, { signal }) => {
    fetching.resolve(signal);
    return new Promise((_, reject) =>
      signal.addEventListener("abort", () => reject(signal.reason))
    );
  }).toArray({ signal: controller.signal });
  const signal = await fetching.promise;
  controller.abort(boom);
  await assert.rejects(run, isBoom);
  assert.equal(signal.reason, boom);
});

Deno.test("AsyncSeq.fromPages aborts its signal when a run is left, not when it ran out", async () => {
  const signals: AbortSignal[] = [];
  const numbers = AsyncSeq.fromPages<number, number>((_cursor, { signal }) => {
    signals.push(signal);
    return { items: [1, 2] };
  });
  await numbers.take(1).toArray();
  await numbers.toArray();
  assert.deepEqual(signals.map((signal) => signal.aborted), [true, false]);
});

Deno.test("AsyncSeq.fromPages refuses a page without items", async () => {
  const numbers = AsyncSeq.fromPages(() => ({ rows: [] }) as never);
  await assert.rejects(numbers.count(), {
    name: "TypeError",
    message: 'Cannot read a fetched page as "items" must be an array: current value is undefined',
  });
});

Deno.test("AsyncSeq.fromPages walks filtered pages to the last one", async () => {
  const rows = Array.from({ length: 95 }, (_, id) => ({ id, isPaid: id % 2 === 0 }));
  let fetches = 0;
  const keysetPage = (after: number = -1) => {
    fetches++;
    const items = rows.filter(({ id }) => id > after).slice(0, 10);
    return Promise.resolve(items.length < 10 ? { items } : { items, next: items.at(-1)!.id });
  };
  const pages = AsyncSeq.fromPages((cursor: number | undefined) => keysetPage(cursor))
    .filter((row) => row.isPaid)
    .pages(20);
  const summary: unknown[] = [];
  for await (const { number, items, hasNext } of pages) {
    summary.push([number, items.length, items[0]?.id, hasNext]);
  }
  assert.deepEqual(summary, [[1, 20, 0, true], [2, 20, 40, true], [3, 8, 80, false]]);
  assert.equal(fetches, 10);
});
