import fc from "fast-check";
import assert from "node:assert/strict";
import { AsyncSeq, asyncSeq } from "../async_seq.ts";
import { range } from "../range.ts";
import type { Page } from "./page.ts";
import {
  anyPipeline,
  build,
  buildAsync,
  type Pipeline,
  seekable,
  sourceOf,
} from "./testdata/pipelines.ts";

const size = fc.integer({ min: 1, max: 7 });
const lookahead = fc.boolean();

/** What pages of an array are to be, without their cursors. */
function chunked(items: readonly unknown[], size: number, lookahead: boolean) {
  return range(0, items.length, size).map((start) => {
    const isLast = start + size > items.length || lookahead && start + size === items.length;
    const part = items.slice(start, start + size);
    const hasNext = isLast ? false : lookahead ? true : undefined;
    return { items: part, number: start / size + 1, size, start, hasNext };
  }).toArray();
}

function withoutCursor(pages: readonly Page<unknown>[]) {
  return pages.map(({ cursor: _cursor, ...rest }) => rest);
}

/** Follows cursors, each in a run of its own. */
function follow(
  read: (after: string | undefined) => Page<unknown> | undefined,
): Page<unknown>[] {
  const pages: Page<unknown>[] = [];
  let page = read(undefined);
  while (page !== undefined) {
    pages.push(page);
    page = page.cursor === null ? undefined : read(page.cursor);
  }
  return pages;
}

function checkWalks(pipeline: Pipeline, size: number, lookahead: boolean): void {
  const sequence = build(sourceOf(pipeline), pipeline);
  const expected = chunked(sequence.toArray(), size, lookahead);
  const walked = sequence.pages(size, { lookahead }).toArray();
  assert.deepEqual(withoutCursor(walked), expected);
  const followed = follow((after) => sequence.pages(size, { lookahead, after }).first());
  assert.deepEqual(withoutCursor(followed), expected);
  assert.deepEqual(followed.map(({ cursor }) => cursor), walked.map(({ cursor }) => cursor));
  for (const [index, { cursor }] of walked.entries()) {
    if (cursor === null) continue;
    const rest = sequence.pages(size, { lookahead, after: cursor }).toArray();
    assert.deepEqual(withoutCursor(rest), expected.slice(index + 1));
  }
}

Deno.test("Seq.pages reads the same pages in one run and after every cursor of a seekable plan", () => {
  fc.assert(fc.property(seekable, size, lookahead, checkWalks), { numRuns: 1_000 });
});

Deno.test("Seq.pages reads the same pages in one run and after every cursor of any plan", () => {
  fc.assert(fc.property(anyPipeline, size, lookahead, checkWalks), { numRuns: 1_000 });
});

Deno.test("Seq.pages goes on after a cursor with pages of another size", () => {
  fc.assert(fc.property(seekable, size, size, (pipeline, before, size) => {
    const sequence = build(sourceOf(pipeline), pipeline);
    const items = sequence.toArray();
    for (const { cursor, start } of sequence.pages(before)) {
      if (cursor === null) continue;
      const rest = sequence.pages(size, { after: cursor }).toArray();
      assert.deepEqual(rest.flatMap((page) => page.items), items.slice(start + before));
      const number = before === size ? start / before + 2 : undefined;
      assert.deepEqual([rest[0]?.number, rest[0]?.start], [number, start + before]);
    }
  }));
});

Deno.test("Seq.pages calls back after a cursor for no items but those of the page", () => {
  fc.assert(fc.property(seekable, size, lookahead, (pipeline, size, lookahead) => {
    let pulls = 0;
    const sequence = build(sourceOf(pipeline).tap(() => pulls++), pipeline);
    const totals = [0];
    const cursors: string[] = [];
    for (const { cursor } of sequence.pages(size, { lookahead })) {
      totals.push(pulls);
      if (cursor !== null) cursors.push(cursor);
    }
    totals.push(pulls);
    cursors.forEach((after, index) => {
      pulls = 0;
      sequence.pages(size, { lookahead, after }).first();
      // At most from the end of the page before the cursor, and the item that is expanded anew.
      const most = totals[index + 2]! - totals[index]! + 1;
      assert.ok(pulls <= most, `${pulls} pulls instead of ${most} at most`);
    });
  }));
});

async function checkAsyncWalks(
  sequence: AsyncSeq<unknown>,
  size: number,
  lookahead: boolean,
): Promise<void> {
  const expected = chunked(await sequence.toArray(), size, lookahead);
  const walked = await sequence.pages(size, { lookahead }).toArray();
  assert.deepEqual(withoutCursor(walked), expected);
  for (const [index, { cursor }] of walked.entries()) {
    if (cursor === null) continue;
    const rest = await sequence.pages(size, { lookahead, after: cursor }).toArray();
    assert.deepEqual(withoutCursor(rest), expected.slice(index + 1));
    assert.deepEqual(rest[0]?.cursor, walked[index + 1]?.cursor);
  }
}

Deno.test("AsyncSeq.pages reads the same pages in one run and after every cursor", async () => {
  await fc.assert(
    fc.asyncProperty(anyPipeline, size, lookahead, fc.boolean(), async (pipeline, ...rest) => {
      const [size, lookahead, waits] = rest;
      const items = sourceOf(pipeline).map((item) => waits ? Promise.resolve(item) : item);
      await checkAsyncWalks(buildAsync(asyncSeq(items.toArray()), pipeline), size, lookahead);
    }),
    { numRuns: 200 },
  );
});

Deno.test("AsyncSeq.pages reads the same fetched pages in one run and after every cursor", async () => {
  await fc.assert(
    fc.asyncProperty(seekable, size, lookahead, size, fc.nat(7), async (pipeline, ...rest) => {
      const [size, lookahead, fetched, kind] = rest;
      const [waits, prefetch] = [kind % 2 === 0, kind >> 1];
      const items = sourceOf(pipeline).toArray();
      const fetch = (from = 0) => {
        const next = from + fetched;
        const page = { items: items.slice(from, next), ...next < items.length && { next } };
        return waits ? Promise.resolve(page) : page;
      };
      await checkAsyncWalks(
        buildAsync(AsyncSeq.fromPages(fetch, { prefetch }), pipeline),
        size,
        lookahead,
      );
    }),
    { numRuns: 300 },
  );
});
