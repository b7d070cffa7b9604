import assert from "node:assert/strict";
import { subjects } from "./async/forms/ours.ts";
import { CASES } from "./robustness/cases.ts";
import { robustnessTables } from "./robustness/robustness_tables.ts";
import type { Subject, Work } from "./robustness/subject.ts";

/** Keeps so many tasks under way, and thinks of nothing else. */
async function* mapNaively(
  source: AsyncIterable<number>,
  work: Work,
  concurrency: number,
): AsyncGenerator<number> {
  const iterator = source[Symbol.asyncIterator]();
  const tasks: Promise<number>[] = [];
  for (;;) {
    const { done, value } = await iterator.next();
    if (done) break;
    if (tasks.push(work(value)) === concurrency) yield await tasks.shift()!;
  }
  yield* tasks;
}

const naive: Subject = { name: "naive", map: mapNaively };

/** What the naive one does. */
const FAULTS: Readonly<Record<string, readonly string[]>> = {
  "leave": ["yes", "0", "0", "0"],
  "leave stuck": ["yes", "0", "0"],
  "reject": ["first in order", "later", "0", "0", "1"],
  "broken source": ["that of the source", "0", "1"],
  "idle": ["yes", "8", "8", "8", "yes"],
  "abort": ["takes no signal"],
};

for (const happening of CASES) {
  for (const subject of subjects) {
    Deno.test(`${subject.name} does what is right when this happens: ${happening.name}`, async () => {
      const facts = await happening.run(subject);
      assert.deepEqual(facts.filter(({ isRight }) => !isRight), []);
      assert.equal(facts.length, happening.columns.length);
    });
  }

  Deno.test(`CASES shows what the naive one does when this happens: ${happening.name}`, async () => {
    const facts = await happening.run(naive);
    assert.deepEqual(facts.map(({ text }) => text), FAULTS[happening.name]);
  });
}

Deno.test("robustnessTables() sets in bold what is wrong and fills rows that have nothing to tell", () => {
  const cases = [{ title: "It rains", columns: ["wet", "cold"] }];
  const yes = { text: "yes", isRight: true };
  const rows = [
    { name: "ours", seen: [[yes, yes]] },
    { name: "theirs", seen: [[{ text: "no", isRight: false }, yes]] },
    { name: "other", seen: ["the process hung"] },
  ];
  assert.deepEqual(robustnessTables(cases, rows).map((line) => line.replaceAll(/ +/g, " ")), [
    "**It rains**",
    "",
    "| | wet | cold |",
    "| ------ | -------------------- | ---- |",
    "| ours | yes | yes |",
    "| theirs | **no** | yes |",
    "| other | **the process hung** | |",
    "",
  ]);
});
