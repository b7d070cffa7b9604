import assert from "node:assert/strict";
import { ManualClock } from "../../testing/manual_clock.ts";
import { END, PENDING } from "../engine/pull_run.ts";
import { boom, isBoom } from "../testdata/boom.ts";
import type { Feed } from "./feed.ts";
import { Intake } from "./intake.ts";
import { ScriptedFeed } from "./testdata/scripted_feed.ts";

/** An intake, and what its listener hears. */
function listen(feed: Feed): { intake: Intake; heard: unknown[] } {
  const heard: unknown[] = [];
  const hear = (out: unknown) => heard.push(out);
  return { intake: new Intake(feed, { answered: hear, failed: hear }), heard };
}

Deno.test("Intake answers on the spot, and asks no more once the feed has ended", () => {
  const feed = new ScriptedFeed(new ManualClock(), [{ afterMs: 0, out: 1 }]);
  const { intake, heard } = listen(feed);
  assert.deepEqual([intake.pull(), intake.pull(), intake.pull()], [1, END, END]);
  assert.deepEqual([heard, feed.pulls, intake.close(), feed.closes], [[], 2, undefined, 0]);
});

Deno.test("Intake tells late answers, and nothing after it was closed", async () => {
  const clock = new ManualClock();
  for (const out of ["item", END, boom]) {
    const feed = new ScriptedFeed(clock, [{ afterMs: 1, out: 0 }, { afterMs: 1, out }]);
    const { intake, heard } = listen(feed);
    assert.equal(intake.pull(), PENDING);
    await clock.advanceAsync(1);
    assert.equal(intake.pull(), PENDING);
    intake.close();
    await clock.advanceAsync(1);
    assert.deepEqual([heard, feed.closes, feed.abandons], [[0], 0, 1]);
    assert.equal(intake.pull(), END);
  }
});

Deno.test("Intake has no answer when the feed closes it while it is asked", () => {
  const fail = (): never => {
    throw boom;
  };
  for (const answer of [() => 1, fail]) {
    const calls: string[] = [];
    const feed: Feed = {
      pull() {
        intake.close();
        return answer();
      },
      close: () => calls.push("close"),
      abandon: () => calls.push("abandon"),
    };
    const { intake, heard } = listen(feed);
    assert.deepEqual([intake.pull(), heard, calls], [END, [], ["abandon"]]);
  }
});

Deno.test("Intake abandons what it is still closing when it is closed again", async () => {
  const closing = Promise.withResolvers<void>();
  const feed = new ScriptedFeed(new ManualClock(), [], [], () => closing.promise);
  const { intake } = listen(feed);
  const closed = intake.close();
  intake.close();
  intake.close();
  assert.deepEqual([feed.closes, feed.abandons], [1, 1]);
  closing.reject(boom);
  await assert.rejects(closed as Promise<void>, isBoom);
});
