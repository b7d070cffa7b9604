import assert from "node:assert/strict";
import { AsyncSeq, asyncSeq } from "../async_seq.ts";

/**
 * How many turns of the microtask queue it takes until a promise has settled: another promise counts
 * them, one turn after the other, so the number is the same on every machine.
 */
async function turnsOf(run: () => Promise<unknown>): Promise<number> {
  let isSettled = false;
  const settle = () => void (isSettled = true);
  run().then(settle, settle);
  let turns = 0;
  for (; !isSettled; turns++) await undefined;
  return turns;
}

const ITEMS = 50;

async function* items(): AsyncGenerator<number> {
  for (let number = 0; number < ITEMS; number++) yield number;
}

async function drain(sequence: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of sequence) continue;
}

/** Pages of ten. */
function paged(): AsyncSeq<number> {
  return AsyncSeq.fromPages((from: number = 0) => {
    const page = Array.from({ length: 10 }, (_, at) => from + at);
    return from + 10 < ITEMS ? { items: page, next: from + 10 } : { items: page };
  });
}

const SOURCES: Readonly<Record<string, () => AsyncSeq<number>>> = {
  "an async generator": () => asyncSeq(items()),
  "an array": () => asyncSeq(Array.from({ length: ITEMS }, (_, number) => number)),
  "an array of promises": () =>
    asyncSeq(Array.from({ length: ITEMS }, (_, number) => Promise.resolve(number))),
  "a stream": () => asyncSeq(ReadableStream.from(items())),
  "pages": paged,
};

const PIPELINES: Readonly<Record<string, (from: AsyncSeq<number>) => AsyncSeq<unknown>>> = {
  "map": (from) => from.map((number) => number * 2),
  "filter that keeps all": (from) => from.filter(() => true),
  "filter, map, filter, map, filter, map": (from) =>
    from.filter(() => true).map(String).filter(() => true).map(Number).filter(() => true)
      .map(String),
  "tap, scan and takeWhile": (from) =>
    from.tap(() => {}).scan((sum, number) => sum + number, 0).takeWhile(() => true),
  "distinct and drop(0)": (from) => from.distinct().drop(0),
  "flatMap to an array of one": (from) => from.flatMap((number) => [number]),
};

for (const [source, open] of Object.entries(SOURCES)) {
  for (const [pipeline, append] of Object.entries(PIPELINES)) {
    Deno.test(`AsyncSeq adds no microtask to a terminal by ${pipeline} over ${source}`, async () => {
      const without = await turnsOf(() => open().count());
      assert.equal(await turnsOf(() => append(open()).count()), without);
    });

    Deno.test(`AsyncSeq adds no microtask to a loop by ${pipeline} over ${source}`, async () => {
      const without = await turnsOf(() => drain(open()));
      assert.equal(await turnsOf(() => drain(append(open()))), without);
    });
  }
}

Deno.test("AsyncSeq adds no microtask when a terminal has a sync callback", async () => {
  const without = await turnsOf(() => asyncSeq(items()).count());
  assert.equal(await turnsOf(() => asyncSeq(items()).forEach(() => {})), without);
  assert.equal(await turnsOf(() => asyncSeq(items()).reduce((sum, item) => sum + item)), without);
});

Deno.test("AsyncSeq takes one microtask more per item when a callback is async", async () => {
  const without = await turnsOf(() => asyncSeq(items()).count());
  const awaited = await turnsOf(() =>
    asyncSeq(items()).map((item) => Promise.resolve(item)).count()
  );
  assert.equal(awaited, without + ITEMS);
});

Deno.test("AsyncSeq waits for pages only when it reads them", async () => {
  const turns = await turnsOf(() => paged().count());
  assert.ok(turns < ITEMS, `${turns} turns for ${ITEMS} items`);
});

Deno.test("AsyncSeq reads an async generator in as many microtasks as a loop by hand", async () => {
  const byHand = await turnsOf(() => drain(items()));
  const counted = await turnsOf(() => asyncSeq(items()).count());
  assert.ok(counted <= byHand + 3, `${counted} turns instead of ${byHand}`);
});
