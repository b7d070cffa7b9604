import assert from "node:assert/strict";
import { describeFinding, searchSchedules } from "./testdata/schedules/search.ts";
import type { World } from "./testdata/schedules/world.ts";

const COUNT = Number(Deno.env.get("SCHEDULES") ?? 100_000);
/** Others every time, but in CI, where a red test is to be about the change that it tests. */
const ANY_SEED = Deno.env.has("CI") ? 20_261_123 : Math.floor(Math.random() * 2 ** 31);
const SEED = Number(Deno.env.get("SCHEDULE_SEED") ?? ANY_SEED);

Deno.test(`Scope keeps its promises under ${COUNT.toLocaleString("en")} random fault schedules`, async () => {
  const { finding, tally } = await searchSchedules({ seed: SEED, count: COUNT });
  if (finding !== undefined) assert.fail(await describeFinding(finding));
  // Every situation comes up, or the promises would be about nothing.
  for (const [situation, times] of tally.counts) {
    assert.ok(times >= Math.floor(COUNT / 1_000), `${situation} came up ${times} times`);
  }
});

Deno.test("describeFinding() tells the smallest schedule that breaks a promise", async () => {
  const promise = (world: World) => {
    const thing = world.things.find(({ releases, home }) => releases > 0 && home.parent);
    world.expect(thing === undefined, () => `${thing!.name} is released below a root`);
  };
  const { finding } = await searchSchedules({ seed: 1, count: 1_000, promise });
  assert.ok(finding !== undefined);
  const story = (await describeFinding(finding, promise)).split("\n");
  assert.match(story[0]!, /^Broken by schedule \d+ of seed 1: r\d+ is released below a root$/);
  assert.match(story.at(-1)!, /^again: deno task soak:schedules 1 --seed=1 --first=\d+$/);
  const steps = story.slice(1, -2).filter((line) => !/^ *\d+ ms {2}close/.test(line));
  assert.ok(steps.length <= 12, story.join("\n"));
  assert.ok(steps.some((line) => /^ {3}0 ms {2}release of r\d+, sync, told unknown$/.test(line)));
});
