import assert from "node:assert/strict";
import fc from "fast-check";
import { PrefetchCursor } from "./prefetch_cursor.ts";
import { drain, DrivenFeed } from "./testdata/driven_feed.ts";

const script = fc.record({
  length: fc.nat({ max: 12 }),
  count: fc.integer({ min: 1, max: 5 }),
  failAt: fc.option(fc.nat({ max: 12 }), { nil: undefined, freq: 2 }),
  syncPulls: fc.nat({ max: 0x1fff }),
  closesLate: fc.boolean(),
  /** Whether the consumer asks or the pull under way answers, if both can be. */
  asks: fc.array(fc.boolean(), { maxLength: 40 }),
  leavesAt: fc.option(fc.nat({ max: 30 }), { nil: undefined }),
});

Deno.test("PrefetchCursor does as its model when events come in any order", async () => {
  await fc.assert(
    fc.asyncProperty(script, async ({ count, asks, leavesAt, ...options }) => {
      const isSync = (index: number) => (options.syncPulls >> index & 1) === 1;
      const feed = new DrivenFeed({ ...options, isSync });
      const cursor = new PrefetchCursor(feed, count);
      const end = Math.min(options.length, options.failAt ?? Infinity);
      const fails = options.failAt === end;
      let taken = 0;
      let asked = 0;
      let answer: unknown;
      for (let event = 0; event !== leavesAt; event++) {
        if (asked === taken && (asks[event] || !feed.isPulling)) {
          asked++;
          answer = undefined;
          Promise.try(() => cursor.next()).then(
            (result) => answer = result,
            (error) => answer = { error },
          );
        } else {
          feed.settlePull();
        }
        await drain();
        const arrived = feed.pulls - (feed.isPulling || feed.isOver ? 1 : 0);
        if (asked > taken && arrived > taken) {
          assert.deepEqual(answer, { done: false, value: taken++ });
        } else if (asked > taken && feed.isOver) {
          assert.deepEqual(
            answer,
            fails ? { error: feed.failure } : { done: true, value: undefined },
          );
          assert.deepEqual([taken, feed.closes, feed.abandons], [end, 0, 0]);
          break;
        } else {
          assert.ok(asked === taken || answer === undefined);
        }
        assert.ok(asked > 0 || feed.pulls === 0, "must wait for the first call");
        assert.ok(arrived - taken <= count);
        const hasRoom = asked > 0 && arrived - taken < (asked > taken ? count + 1 : count);
        assert.equal(feed.isPulling, hasRoom && !feed.isOver, "must pull if there is room");
      }
      await leave(cursor, feed);
      assert.deepEqual(await cursor.next(), { done: true, value: undefined });
    }),
    { numRuns: 5000 },
  );
});

async function leave(cursor: PrefetchCursor, feed: DrivenFeed): Promise<void> {
  const { isPulling, isOver, pulls } = feed;
  let isClosed = false;
  const closed = cursor.close("left");
  const closing = Promise.resolve(closed).then(() => isClosed = true);
  await drain();
  assert.equal(isClosed, !feed.isClosing, "must wait for the feed");
  assert.deepEqual(
    [feed.closes, feed.abandons],
    isOver ? [0, 0] : isPulling ? [0, 1] : [1, 0],
  );
  assert.equal(feed.reason, isOver ? undefined : "left");
  feed.settleClose();
  await closing;
  if (feed.isPulling) feed.settlePull();
  await drain();
  assert.equal(feed.pulls, pulls);
}

Deno.test("PrefetchCursor ends a pending next() when it is closed", async () => {
  const feed = new DrivenFeed({ length: 1 });
  const cursor = new PrefetchCursor(feed, 1);
  const pending = cursor.next();
  cursor.close();
  assert.deepEqual(await pending, { done: true, value: undefined });
});

Deno.test("PrefetchCursor keeps a failure to itself when it is closed before it is due", async () => {
  const feed = new DrivenFeed({ length: 9, failAt: 1, isSync: () => true });
  const cursor = new PrefetchCursor(feed, 3);
  assert.deepEqual(cursor.next(), { done: false, value: 0 });
  cursor.close();
  await drain();
  assert.deepEqual([cursor.next(), feed.closes], [{ done: true, value: undefined }, 0]);
});

Deno.test("PrefetchCursor has ended when it has failed", async () => {
  const feed = new DrivenFeed({ length: 9, failAt: 0, isSync: () => true });
  const cursor = new PrefetchCursor(feed, 1);
  await assert.rejects(async () => await cursor.next(), (error) => error === feed.failure);
  assert.deepEqual(cursor.next(), { done: true, value: undefined });
});
