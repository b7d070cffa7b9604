import assert from "node:assert/strict";
import { ContractError } from "./mod.ts";
import { BY_CALLER } from "./testdata/blame_matrix/by_caller.ts";
import { BY_IMPLEMENTATION } from "./testdata/blame_matrix/by_implementation.ts";
import { BY_SUBCLASS } from "./testdata/blame_matrix/by_subclass.ts";
import type { Scenario } from "./testdata/blame_matrix/scenario.ts";

const TABLES = {
  by_caller: BY_CALLER,
  by_implementation: BY_IMPLEMENTATION,
  by_subclass: BY_SUBCLASS,
} as const;

for (const [file, scenarios] of Object.entries(TABLES)) {
  Deno.test(`contract() has twelve scenarios when the promise is broken ${file}`, () => {
    assert.equal(new Set(scenarios.map(({ name }) => name)).size, 12);
  });
  for (const scenario of scenarios) {
    const { name, blame } = scenario;
    Deno.test(`contract() blames the ${blame} when it breaks this: ${name}`, async () => {
      const error = await broken(scenario);
      const { className, violations, sites } = error;
      const { member, kind } = violations[0]!;
      assert.deepEqual({ blame: error.blame, className, member, kind }, {
        blame,
        className: scenario.className,
        member: scenario.member,
        kind: scenario.kind,
      }, error.message);
      const site = sites[scenario.site];
      const line = scenario.line ?? name;
      const found = site && `${site.file.split("/").at(-1)}:${site.line}`;
      assert.equal(found, line === "" ? undefined : `${file}.ts:${await lineOf(file, line)}`);
    });
  }
}

async function broken({ run }: Scenario): Promise<ContractError> {
  try {
    await run();
  } catch (error) {
    assert.ok(error instanceof ContractError, String(error));
    return error;
  }
  return assert.fail("nothing was thrown");
}

/** The line that carries a comment. */
async function lineOf(file: string, name: string): Promise<number> {
  const url = new URL(`./testdata/blame_matrix/${file}.ts`, import.meta.url);
  const lines = (await Deno.readTextFile(url)).split("\n");
  const found = lines.flatMap((line, index) => line.endsWith(`// at: ${name}`) ? [index + 1] : []);
  assert.equal(found.length, 1, `one line is marked with ${name}`);
  return found[0]!;
}
