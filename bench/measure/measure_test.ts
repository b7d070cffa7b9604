import assert from "node:assert/strict";
import { costTables } from "./cost_tables.ts";
import { find, quantile, withUnit } from "./finding.ts";
import type { Unit } from "./group.ts";
import { interleave } from "./interleave.ts";
import { markdownTable, replaceSection } from "./page.ts";

const samples = { ours: [20, 21, 40], theirs: [10, 10, 10] };

Deno.test("find() compares medians, and tells the fastest and the spread", () => {
  const goal = { form: "ours", rival: "theirs", atMost: 2.1 };
  assert.deepEqual(find(goal, samples, "ns"), {
    what: "ours / theirs",
    goal: "≤ 2.1",
    figure: "2.1",
    fastest: "2",
    spread: "2.02–3.62",
    isMet: true,
    isRefused: false,
  });
});

Deno.test("find() turns the ratio around when a form is to be faster", () => {
  const goal = { form: "theirs", rival: "ours", timesFaster: 3 };
  const { what, goal: asked, figure, isMet, isRefused } = find(goal, samples, "ns");
  assert.deepEqual([what, asked, figure], ["ours / theirs", "≥ 3", "2.1"]);
  assert.deepEqual([isMet, isRefused], [false, true]);
});

Deno.test("find() refuses only what medians and fastest samples miss by more than the tolerance", () => {
  const by = (atMost: number) => find({ form: "ours", rival: "theirs", atMost }, samples, "ns");
  assert.deepEqual([by(2).isMet, by(2).isRefused], [false, false]);
  assert.deepEqual([by(1.9).isMet, by(1.9).isRefused], [false, false]);
  assert.deepEqual([by(1.8).isMet, by(1.8).isRefused], [false, true]);
});

Deno.test("find() compares a figure with its limit when there is no rival", () => {
  const finding = (below: number) => find({ form: "ours", below }, samples, "B");
  assert.deepEqual([finding(21).isMet, finding(20).isMet, finding(20).isRefused], [
    true,
    false,
    false,
  ]);
  assert.deepEqual([finding(18).goal, finding(18).figure, finding(18).isRefused], [
    "≤ 18 B",
    "21 B",
    true,
  ]);
});

Deno.test("find() takes off what the forms have in common", () => {
  const common = { ...samples, bare: [5, 5, 8] };
  const ratio = find({ form: "ours", rival: "theirs", over: "bare", atMost: 3 }, common, "ns");
  assert.deepEqual([ratio.what, ratio.figure, ratio.fastest, ratio.isRefused], [
    "ours / theirs, over bare",
    "3.2",
    "3",
    false,
  ]);
  const figure = find({ form: "ours", over: "bare", below: 16 }, common, "ns");
  assert.deepEqual([figure.what, figure.figure, figure.fastest, figure.isMet], [
    "ours, over bare",
    "16 ns",
    "15 ns",
    true,
  ]);
});

Deno.test("find() lets no file be larger than its limit", () => {
  const size = (below: number) => find({ form: "ours", below }, { ours: [9.01] }, "kB");
  assert.deepEqual([size(9).isRefused, size(9).figure, size(9.01).isMet], [true, "9.01 kB", true]);
});

Deno.test("find() names a form that was not measured", () => {
  const goal = { form: "ours", rival: "nobody", atMost: 1 };
  assert.throws(() => find(goal, samples, "ns"), /Cannot find "nobody" among what was measured/);
});

Deno.test("quantile() draws a line between two samples", () => {
  assert.equal(quantile([3, 1, 2], 0.5), 2);
  assert.equal(quantile([4, 1, 2, 3], 0.5), 2.5);
  assert.equal(quantile([7], 0.9), 7);
});

Deno.test("withUnit() chooses a size that can be read", () => {
  const figures = [
    [70, "ns"],
    [1_500, "ns"],
    [2e6, "ns"],
    [87, "B"],
    [2_048, "B"],
    [2 ** 20, "B"],
    [
      2.049,
      "times",
    ],
  ];
  const shown = figures.map(([value, unit]) => withUnit(value as number, unit as Unit));
  assert.deepEqual(shown, ["70 ns", "1.5 µs", "2 ms", "87 B", "2 KiB", "1 MiB", "2.05"]);
});

Deno.test("interleave() has each form once a round and begins with another one each time", async () => {
  const order: string[] = [];
  const form = (name: string) => ({
    name,
    run: (times: number) => {
      order.push(name);
      for (const endMs = performance.now() + times * 0.01; performance.now() < endMs;);
      return Promise.resolve();
    },
  });
  const options = { rounds: 3, sampleMs: 1, resources: 1, warmUpMs: 1 };
  const { a, b } = await interleave([form("a"), form("b")], options);
  assert.equal(order.slice(-6).join(""), "abbaab");
  assert.deepEqual([a!.length, b!.length], [3, 3]);
  assert.ok([...a!, ...b!].every((sample) => sample > 0));
});

Deno.test("interleave() refuses a form that loses resources", async () => {
  let closed = 0;
  const lossy = {
    name: "lossy",
    run: (times: number) => Promise.resolve(void (closed += times - 1)),
  };
  const options = { rounds: 1, sampleMs: 0.001, resources: 1, warmUpMs: 0 };
  await assert.rejects(
    interleave([lossy], { ...options, closedSoFar: () => closed }),
    /Cannot compare "lossy" as it lost 1/,
  );
});

Deno.test("costTables() makes columns of the groups that name a table, rows of the others", () => {
  const group = (title: string, table?: string) => ({
    title,
    unit: table === undefined ? "ns" as const : "times" as const,
    goals: [],
    ...table === undefined ? {} : { table },
    measure: () => Promise.resolve({}),
  });
  const lines = costTables([
    { group: group("one", "together"), samples: { ours: [2] } },
    { group: group("alone"), samples: { ours: [10], theirs: [30] } },
    { group: group("two", "together"), samples: { theirs: [3.5], ours: [1, 4] } },
  ]);
  assert.deepEqual(lines, [
    "| what  | form   | median | times the first |",
    "| ----- | ------ | ------ | --------------- |",
    "| alone | ours   | 10 ns  | 1.00            |",
    "|       | theirs | 30 ns  | 3.00            |",
    "",
    "| together | one | two |",
    "| -------- | --- | --- |",
    "| ours     | 2   | 2.5 |",
    "| theirs   |     | 3.5 |",
    "",
  ]);
});

Deno.test("markdownTable() lines its columns up", () => {
  assert.deepEqual(markdownTable([["a", "long name"], ["longer", "1"]]), [
    "| a      | long name |",
    "| ------ | --------- |",
    "| longer | 1         |",
  ]);
});

Deno.test("replaceSection() replaces what stands between the marks and nothing else", () => {
  const page = [
    "before",
    "<!-- x: written by its command -->",
    "old",
    "<!-- x end -->",
    "after",
  ].join("\n");
  const once = replaceSection(page, "x", ["new"]);
  assert.equal(replaceSection(once, "x", ["new"]), once);
  assert.ok(once.startsWith("before\n<!-- x: written") && once.endsWith("<!-- x end -->\nafter"));
  assert.ok(once.includes("\nnew\n") && !once.includes("old"));
  assert.throws(() => replaceSection("no marks", "x", []), /lacks these lines/);
});
