import assert from "node:assert/strict";
import fc from "fast-check";
import type { AsyncSeq } from "../async_seq.ts";
import { type FetchedPage, PagesCursor } from "./pages_cursor.ts";
import { Plan } from "../plan/plan.ts";
import { reusableSource } from "./source.ts";
import { drain } from "../async/testdata/driven_feed.ts";
import { sequenceOf } from "../async/testdata/overlapping.ts";
import { boom, isBoom } from "../testdata/boom.ts";

type Page = FetchedPage<number, number>;

/** A paged service whose answers are given by hand. */
class Service {
  readonly cursors: (number | undefined)[] = [];
  signal: AbortSignal | undefined;
  #answer: PromiseWithResolvers<Page> | undefined;

  readonly fetch = (cursor: number | undefined, { signal }: { signal: AbortSignal }) => {
    assert.equal(this.#answer, undefined, "must not fetch two pages at once");
    this.cursors.push(cursor);
    this.signal = signal;
    this.#answer = Promise.withResolvers<Page>();
    return this.#answer.promise;
  };

  get isAsked(): boolean {
    return this.#answer !== undefined;
  }

  answer(page: Page): void {
    const answer = this.#answer!;
    this.#answer = undefined;
    answer.resolve(page);
  }

  fail(): void {
    const answer = this.#answer!;
    this.#answer = undefined;
    answer.reject(boom);
  }

  sequence(prefetch: number): AsyncSeq<number> {
    const open = () => new PagesCursor(this.fetch, undefined, prefetch);
    return sequenceOf<number>(Plan.from(reusableSource(open)));
  }
}

Deno.test("PagesCursor fetches so many pages ahead when events come in any order", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        sizes: fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 8 }),
        prefetch: fc.nat({ max: 3 }),
        failAt: fc.option(fc.nat({ max: 8 }), { nil: undefined, freq: 2 }),
        asks: fc.array(fc.boolean(), { maxLength: 40 }),
        leavesAt: fc.option(fc.nat({ max: 30 }), { nil: undefined }),
      }),
      checkRun,
    ),
    { numRuns: 3000 },
  );
});

interface Script {
  readonly sizes: readonly number[];
  readonly prefetch: number;
  readonly failAt: number | undefined;
  readonly asks: readonly boolean[];
  readonly leavesAt: number | undefined;
}

async function checkRun({ sizes, prefetch, failAt, asks, leavesAt }: Script): Promise<void> {
  const service = new Service();
  const iterator = service.sequence(prefetch)[Symbol.asyncIterator]();
  const ends = sizes.map((_, page) => sizes.slice(0, page + 1).reduce((a, b) => a + b, 0));
  let answered: number = 0;
  let failed = false;
  let taken = 0;
  let isAsking = false;
  let hasAsked = false;
  let answer: unknown;
  for (let event = 0; event !== leavesAt; event++) {
    if (!isAsking && (asks[event] || !service.isAsked)) {
      isAsking = hasAsked = true;
      answer = undefined;
      iterator.next().then((result) => answer = result, (error) => answer = { error });
    } else if (answered === failAt) {
      failed = true;
      service.fail();
    } else {
      const end = ends[answered]!;
      const items = Array.from({ length: sizes[answered]! }, (_, item) => end - item - 1).reverse();
      answered++;
      service.answer(answered < sizes.length ? { items, next: answered } : { items });
    }
    await drain();
    const arrived = answered === 0 ? 0 : ends[answered - 1]!;
    const isDone: boolean = failed || answered === sizes.length;
    if (isAsking && arrived > taken) {
      assert.deepEqual(answer, { done: false, value: taken++ });
      isAsking = false;
    } else if (isAsking && isDone) {
      assert.deepEqual(answer, failed ? { error: boom } : { done: true, value: undefined });
      break;
    } else {
      assert.ok(!isAsking || answer === undefined);
    }
    // Pages that have begun: up to that of the last item, and empty ones for which it waits.
    const begun: number = isAsking
      ? answered
      : taken === 0
      ? 0
      : ends.findIndex((end) => end >= taken) + 1;
    const isDue: boolean = isAsking || answered - begun < prefetch;
    assert.equal(service.isAsked, hasAsked && !isDone && isDue);
  }
  assert.deepEqual(service.cursors.slice(1), service.cursors.slice(1).map((_, page) => page + 1));
  const count = service.cursors.length;
  const isOver = failed || answered === sizes.length;
  await iterator.return!();
  assert.equal((await iterator.next()).done, true);
  if (service.isAsked) service.answer({ items: [-1], next: -1 });
  await drain();
  assert.equal(service.cursors.length, count);
  if (!isOver) assert.equal(service.signal?.aborted ?? true, true);
}

Deno.test("PagesCursor fetches the next page when the first item of a page is handed out", async () => {
  const service = new Service();
  const iterator = service.sequence(1)[Symbol.asyncIterator]();
  assert.deepEqual(service.cursors, []);
  const first = iterator.next();
  service.answer({ items: [1, 2], next: 7 });
  assert.deepEqual((await first).value, 1);
  assert.deepEqual(service.cursors, [undefined, 7]);
  service.answer({ items: [3], next: 8 });
  await drain();
  assert.deepEqual(service.cursors, [undefined, 7]);
  assert.deepEqual((await iterator.next()).value, 2);
  assert.deepEqual(service.cursors, [undefined, 7]);
  assert.deepEqual((await iterator.next()).value, 3);
  assert.deepEqual(service.cursors, [undefined, 7, 8]);
  await iterator.return!();
  assert.equal(service.signal!.aborted, true);
});

Deno.test("PagesCursor fails with a page that was fetched ahead when that page is due", async () => {
  const service = new Service();
  const iterator = service.sequence(2)[Symbol.asyncIterator]();
  const first = iterator.next();
  service.answer({ items: [1, 2], next: 7 });
  await first;
  service.fail();
  await drain();
  assert.deepEqual((await iterator.next()).value, 2);
  await assert.rejects(iterator.next(), isBoom);
  assert.equal((await iterator.next()).done, true);
});

Deno.test("PagesCursor has ended when it is closed, whatever it has fetched ahead", async () => {
  const done = { done: true, value: undefined };
  const ends: ((service: Service) => void)[] = [
    () => {},
    (service) => service.answer({ items: [3], next: 9 }),
    (service) => service.fail(),
  ];
  for (const before of ends) {
    for (const after of ends) {
      const service = new Service();
      const cursor = new PagesCursor(service.fetch, undefined, 2);
      const first = cursor.next();
      service.answer({ items: [1, 2], next: 7 });
      await first;
      before(service);
      await drain();
      cursor.close(boom);
      assert.equal(service.signal!.reason, boom);
      if (service.isAsked) after(service);
      await drain();
      assert.deepEqual(cursor.next(), done);
    }
  }
});

Deno.test("PagesCursor ends a pending next() when it is closed and the request fails", async () => {
  const service = new Service();
  const cursor = new PagesCursor(service.fetch, undefined);
  const pending = cursor.next();
  cursor.close();
  service.fail();
  assert.deepEqual(await pending, { done: true, value: undefined });
});

Deno.test("PagesCursor walks 20,000 empty pages", async () => {
  for (const prefetch of [0, 3]) {
    const fetch = (cursor: number = 0) => ({
      items: [],
      next: cursor < 20_000 ? cursor + 1 : null,
    });
    const open = () => new PagesCursor(fetch, undefined, prefetch);
    assert.equal(await sequenceOf(Plan.from(reusableSource(open))).count(), 0);
  }
});
