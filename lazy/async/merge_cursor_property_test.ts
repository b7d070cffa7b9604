import assert from "node:assert/strict";
import fc from "fast-check";
import { delay } from "../../_internal/clock.ts";
import { ManualClock } from "../../testing/manual_clock.ts";
import { END } from "../engine/pull_run.ts";
import { MergeCursor } from "./merge_cursor.ts";
import { readCursor } from "./testdata/read_cursor.ts";
import { ScriptedFeed } from "./testdata/scripted_feed.ts";

const script = fc.record({
  delaysMs: fc.array(fc.constantFrom(0, 0, 1, 2, 5, 30), { maxLength: 8 }),
  endsMs: fc.constantFrom(0, 3),
  fails: fc.boolean(),
});
const merges = fc.record({
  scripts: fc.array(script, { maxLength: 5 }),
  takes: fc.option(fc.nat(12), { nil: undefined }),
  pauseMs: fc.constantFrom(0, 0, 1, 7),
});

Deno.test("MergeCursor hands over whatever comes in the order in which it comes", async () => {
  const property = fc.asyncProperty(merges, async ({ scripts, takes = Infinity, pauseMs }) => {
    const clock = new ManualClock();
    const arrivals: unknown[] = [];
    const feeds = scripts.map(({ delaysMs, endsMs, fails }, source) => {
      const steps = delaysMs.map((afterMs, index) => ({ afterMs, out: `${source}.${index}` }));
      const end = { afterMs: endsMs, out: fails ? new Error(`${source}`) : END };
      return new ScriptedFeed(clock, [...steps, end], arrivals);
    });
    const taken: unknown[] = [];
    const run = (async () => {
      if (takes === 0) return;
      for await (const item of readCursor(() => new MergeCursor(feeds))) {
        const ahead = feeds.map((feed, source) =>
          feed.pulls - taken.filter((other) => String(other).startsWith(`${source}.`)).length
        );
        assert.ok(ahead.every((count) => count <= 1), "pulled only after the item was taken");
        if (taken.push(item) >= takes) return;
        if (pauseMs > 0) await delay(clock, pauseMs);
      }
    })();
    const failure = run.then(() => undefined, (error: unknown) => error);
    await clock.advanceAsync(1000);
    const error = await failure;
    const first = arrivals.findIndex((out) => out instanceof Error);
    const before = first < 0 ? arrivals : arrivals.slice(0, first);
    const items = before.filter((out) => out !== END);
    if (takes <= items.length) {
      assert.deepEqual([taken, error], [items.slice(0, takes), undefined]);
    } else {
      assert.deepEqual([taken, error], [items, arrivals[first]]);
    }
    if (first >= 0) assert.equal(arrivals.length, first + 1, "nothing is heard after a failure");
    for (const feed of feeds) {
      const isOpen = takes !== 0 && feed.state !== "ended";
      const isLate = feed.abandons === 1;
      assert.equal(feed.closes + feed.abandons, isOpen || isLate ? 1 : 0);
    }
    assert.equal(clock.pending, 0);
  });
  await fc.assert(property, { numRuns: 400 });
});
