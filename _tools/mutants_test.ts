import assert from "node:assert/strict";
import {
  applyMutant,
  assertFitting,
  type Mutant,
  readFailure,
  timeUnbroken,
  tryMutants,
} from "./mutants.ts";
import { temporaryRepository } from "./source_files.ts";

const FILES = {
  "sum.ts": "export const sum = (a: number, b: number): number => a + b;\n",
  "sum_test.ts": `import { sum } from "./sum.ts";
Deno.test("sum() adds", () => {
  if (sum(2, 2) !== 4) throw new Error("wrong");
});
`,
};

function mutant(from: string, to: string): Mutant {
  return { file: "sum.ts", from, to, breaks: "the sum" };
}

function options(root: string) {
  const fates: string[] = [];
  return {
    fates,
    trial: {
      root,
      stages: [{ args: ["sum_test.ts"], timeoutMs: 30_000 }],
      jobs: 2,
      env: {},
      onVerdict: ({ fate }: { fate: string }) => fates.push(fate),
    },
  };
}

Deno.test("applyMutant() replaces what stands there once, and refuses anything else", () => {
  assert.equal(applyMutant("a + b", mutant("+", "- $&")), "a - $& b");
  assert.throws(
    () => applyMutant("a + b + c", mutant("+", "-")),
    /sum\.ts has 2 times, not once:\n\+/,
  );
  assert.throws(() => applyMutant("a", mutant("+", "-")), /has 0 times/);
});

Deno.test("assertFitting() refuses a mutant that is no other than the source or one before", async () => {
  await using repository = await temporaryRepository(FILES);
  const minus = mutant("a + b", "a - b");
  await assertFitting(repository.root, [minus, mutant("a + b", "a * b")]);
  const again = { ...mutant("+ b", "- b"), breaks: "it again" };
  await assert.rejects(
    assertFitting(repository.root, [minus, again]),
    /^Error: "it again" is the same as "the sum"$/,
  );
  await assert.rejects(
    assertFitting(repository.root, [mutant("a + b", "a + b")]),
    /"the sum" is the same as the source$/,
  );
  await assert.rejects(assertFitting(repository.root, [mutant("a", "b")]), /not once/);
});

Deno.test("tryMutants() tells which test kills a mutant, which survives and which does not load", async () => {
  await using repository = await temporaryRepository(FILES);
  const { trial, fates } = options(repository.root);
  const [tookMs] = await timeUnbroken(trial);
  assert.ok(tookMs! > 0);
  const verdicts = await tryMutants(
    [mutant("a + b", "a - b"), mutant("a + b", "a * b"), mutant("a + b", "a +")],
    trial,
  );
  assert.deepEqual(verdicts.map(({ fate }) => fate), ["killed", "survived", "no program"]);
  assert.equal(verdicts[0]!.by, "sum() adds");
  assert.deepEqual(fates.sort(), ["killed", "no program", "survived"]);
  assert.equal(await Deno.readTextFile(`${repository.root}/sum.ts`), FILES["sum.ts"]);
});

Deno.test("tryMutants() tries the stages in the order of the mutant when there is one", async () => {
  const second = FILES["sum_test.ts"].replace("sum() adds", "sum() adds too");
  await using repository = await temporaryRepository({ ...FILES, "too_test.ts": second });
  const { trial } = options(repository.root);
  const stages = [...trial.stages, { args: ["too_test.ts"], timeoutMs: 30_000 }];
  const [verdict] = await tryMutants([mutant("a + b", "a - b")], {
    ...trial,
    stages,
    order: ({ file }, all) => file === "sum.ts" ? all.toReversed() : all,
  });
  assert.equal(verdict!.by, "sum() adds too");
});

Deno.test("tryMutants() takes tests that do not end for a mutant that was killed", async () => {
  await using repository = await temporaryRepository(FILES);
  const { trial } = options(repository.root);
  const [verdict] = await tryMutants(
    [mutant("=> a + b", "=> { while (true); }")],
    { ...trial, stages: [{ args: ["sum_test.ts"], timeoutMs: 2_000 }] },
  );
  assert.deepEqual([verdict!.fate, verdict!.by], ["killed", "no end within 2 s"]);
});

Deno.test("timeUnbroken() names the test that fails before anything is broken", async () => {
  const broken = { ...FILES, "sum.ts": FILES["sum.ts"].replace("+", "-") };
  await using repository = await temporaryRepository(broken);
  const { trial } = options(repository.root);
  await assert.rejects(timeUnbroken(trial), /Nothing is broken, and this fails: sum\(\) adds$/);
});

Deno.test("readFailure() reads what failed first", () => {
  const killed = (by: string) => ({ fate: "killed", by });
  assert.deepEqual(readFailure("a() b ... FAILED (1ms)\nc() d ... FAILED\n"), killed("a() b"));
  assert.deepEqual(
    readFailure("Uncaught error from ./a_test.ts FAILED\n"),
    killed("uncaught in ./a_test.ts"),
  );
  assert.deepEqual(readFailure("error: SyntaxError: Expression expected\n"), {
    fate: "no program",
    by: "error: SyntaxError: Expression expected",
  });
  assert.deepEqual(readFailure("x\nerror: No test modules found\n"), {
    fate: "no program",
    by: "error: No test modules found",
  });
});
