import assert from "node:assert/strict";
import { batteryTable } from "./battery/battery_table.ts";
import { CASES } from "./battery/cases.ts";
import { judge } from "./battery/judge.ts";
import { CASE_NAMES, type CaseName, type Form } from "./battery/subject.ts";
import { subject as weir } from "./battery/subjects/weir.ts";
import { naiveStack } from "./testdata/naive_stack.ts";

/** What the naive stack does in each case. */
const FAULTS: Readonly<Record<CaseName, string>> = {
  "reverse order": "released a, b, c",
  "goes on after a failure": "released a",
  "errors reachable": "lost: body, release 2",
  "errors printed": "console lacks body, release 2; JSON lacks body, release 2",
  "hung release": "close() hung; released a",
  "second close": "the second close() returned before the release did",
  "late after giving up": "never released: aborted",
  "late after close": "never released",
  "acquire timeout": "waits until the value arrives",
  "exit-aware": "told nothing after a success, nothing after a failure",
  "deep nesting": "2,000 levels: released 1",
  "children first": "the child was not closed; released parent 1, parent 2",
};

Deno.test("CASES holds one case for each name", () => {
  assert.deepEqual(CASES.map(({ name }) => name), CASE_NAMES);
});

for (const faultCase of CASES) {
  Deno.test(`Scope passes the case "${faultCase.name}"`, async () => {
    const verdict = await judge(weir, faultCase, { hangMs: 1_000, deepMs: 30_000 });
    assert.deepEqual(verdict, { mark: "pass", note: "" });
  });

  Deno.test(`judge() fails the naive stack in the case "${faultCase.name}"`, async () => {
    const verdict = await judge(naiveStack, faultCase, { hangMs: 100, deepMs: 10_000 });
    assert.deepEqual(verdict, { mark: "fail", note: FAULTS[faultCase.name] });
  });
}

Deno.test("judge() says what has to be written by hand when that passes", async () => {
  const byHand = [{ ...weir.form, by: "something of ours", helps: [CASES[0]!.name] }];
  assert.deepEqual(await judge({ ...naiveStack, byHand }, CASES[0]!), {
    mark: "by hand",
    note: "released a, b, c; not so with something of ours",
  });
});

Deno.test("judge() says what goes wrong by hand, too", async () => {
  const byHand = [{ ...refusing, by: "something of theirs", helps: [CASES[0]!.name] }];
  assert.deepEqual(await judge({ ...naiveStack, byHand }, CASES[0]!), {
    mark: "fail",
    note: "released a, b, c; with something of theirs: threw RangeError: Cannot open",
  });
});

Deno.test("judge() runs nothing when a library has nothing to run", async () => {
  const none = { "reverse order": "it holds one thing" };
  assert.deepEqual(await judge({ ...naiveStack, none, form: refusing }, CASES[0]!), {
    mark: "none",
    note: "it holds one thing",
  });
});

Deno.test("judge() fails a library that throws where a case does not expect it", async () => {
  assert.deepEqual(await judge({ ...naiveStack, form: refusing }, CASES[0]!), {
    mark: "fail",
    note: "threw RangeError: Cannot open",
  });
});

Deno.test("batteryTable() writes a note once and counts what passed", () => {
  const fail = { mark: "fail", note: "hung" } as const;
  const pass = { mark: "pass", note: "" } as const;
  const cases = [{ asks: "One" }, { asks: "Two" }];
  const columns = [
    { name: "ours", verdicts: [pass, pass] },
    { name: "theirs", verdicts: [fail, fail] },
    { name: "other", verdicts: [{ mark: "by hand", note: "if asked" } as const, pass] },
  ];
  assert.deepEqual(batteryTable(cases, columns).map((line) => line.replaceAll(/ +/g, " ")), [
    "| | ours | theirs | other |",
    "| ------------ | ---- | -------------- | -------------- |",
    "| 1. One | ✓ | ✗ <sup>1</sup> | ~ <sup>2</sup> |",
    "| 2. Two | ✓ | ✗ <sup>1</sup> | ✓ |",
    "| Passed, of 2 | 2 | 0 | 1, 1 by hand |",
    "",
    "1. hung",
    "2. if asked",
  ]);
});

const refusing: Form = {
  open: () => {
    throw new RangeError("Cannot open");
  },
  run: () => Promise.reject(new RangeError("Cannot run")),
};
