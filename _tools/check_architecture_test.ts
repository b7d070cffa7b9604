import assert from "node:assert/strict";
import { checkArchitecture } from "./check_architecture.ts";
import { temporaryRepository } from "./source_files.ts";

const GOOD = {
  "deno.json": JSON.stringify({
    name: "@weir/std",
    version: "0.0.0",
    exports: {
      ".": "./mod.ts",
      "./scope": "./scope/mod.ts",
      "./streams": "./streams/mod.ts",
      "./testing": "./testing/kit.ts",
    },
  }),
  "mod.ts": 'export * as scope from "./scope/mod.ts";',
  "scope/mod.ts": 'export { a } from "./a.ts";',
  "scope/a.ts": [
    'import { clock } from "../_internal/clock.ts";',
    'import { type Part, used as part } from "./_part.ts";',
    "export const a = clock + part;",
    "export type A = Part;",
  ].join("\n"),
  "scope/a_test.ts": 'import "../testing/kit.ts"; import "@weir/std/scope"; import "./a.ts";',
  "scope/_part.ts": "export const used = 1;\nexport interface Part {}\n",
  "streams/mod.ts": [
    'import "../_internal/clock.ts"; import "./queues/amqp.ts";',
    'new Worker(new URL("./_worker.ts", import.meta.url));',
  ].join("\n"),
  "streams/queue.ts": "export type Queue = 1;",
  "streams/queues/amqp.ts": 'import type { Queue } from "../queue.ts"; export type Q = Queue;',
  "streams/_worker.ts": 'import type { Queue } from "./mod.ts"; export type { Queue };',
  "testing/kit.ts": 'import "../scope/mod.ts";',
  "_internal/clock.ts": "export const clock = 1;",
  "examples/scope.ts": 'import "@weir/std/scope";',
  "interop/jsr/guest.ts": 'import "../../scope/a.ts";',
};

/** What the check finds when some files of the good repository are replaced or added. */
async function check(changes: Record<string, string>): Promise<string[]> {
  await using repository = await temporaryRepository({ ...GOOD, ...changes });
  return await checkArchitecture(repository.root);
}

Deno.test("checkArchitecture() passes a repository whose imports go down", async () => {
  assert.deepEqual(await check({}), []);
});

Deno.test("checkArchitecture() names imports against the direction, types too", async () => {
  const problems = await check({
    "_internal/clock.ts":
      'import type { a } from "../scope/a.ts"; export const clock = 1 as typeof a;',
    "streams/queues/amqp.ts": 'import "../mod.ts"; import "npm:pg";',
    "examples/scope.ts": 'import "../scope/mod.ts";',
    "scope/a_test.ts": 'import "../streams/mod.ts";',
  });
  const text = problems.join("\n");
  assert.match(text, /^_internal\/clock\.ts imports scope\/a\.ts: _internal may import nothing/m);
  assert.match(text, /^streams\/queues\/amqp\.ts imports streams\/mod\.ts: /m);
  assert.match(
    text,
    /^streams\/queues\/amqp\.ts imports npm:pg: published modules import no third/m,
  );
  assert.match(text, /^examples\/scope\.ts imports scope\/mod\.ts: .*by name/m);
  assert.match(text, /^scope\/a_test\.ts imports streams\/mod\.ts: /m);
});

Deno.test("checkArchitecture() names imports of a private file of another folder", async () => {
  const problems = await check({
    "scope/_part.ts": "export const used = 1, seen = 1;\nexport interface Part {}\n",
    "streams/mod.ts": 'import "./queues/amqp.ts"; import { seen } from "../scope/_part.ts"; seen;' +
      'new Worker(new URL("./_worker.ts", import.meta.url));',
    "streams/a_test.ts": 'import { used } from "../scope/_part.ts"; import "./_worker.ts"; used;',
  });
  assert.equal(problems.length, 2, problems.join("\n"));
  assert.match(problems.join("\n"), /^streams\/mod\.ts imports scope\/_part\.ts: .*is private/m);
  assert.match(problems.join("\n"), /^streams\/a_test\.ts imports scope\/_part\.ts: .*no _x\.ts/m);
});

Deno.test("checkArchitecture() names entries by name that a test or a check may not import", async () => {
  const problems = await check({
    "scope/a_test.ts": 'import "@weir/std/streams"; import "@weir/std/testing"; import "./a.ts";',
    "_tools/a.ts": 'import "@weir/std/scope"; import "./b.ts";',
    "_tools/b.ts": 'const b = "@weir/std/scope";',
  });
  assert.equal(problems.length, 2, problems.join("\n"));
  assert.match(problems.join("\n"), /^_tools\/a\.ts imports scope\/mod\.ts: the checks do not/m);
  assert.match(problems.join("\n"), /^scope\/a_test\.ts imports streams\/mod\.ts: a test/m);
});

Deno.test("checkArchitecture() names the files of a cycle", async () => {
  const problems = await check({
    "scope/_part.ts":
      'import type { A } from "./a.ts"; export const used = 1; export interface Part { a: A }',
  });
  assert.deepEqual(problems, ["Cycle: scope/a.ts -> scope/_part.ts -> scope/a.ts"]);
});

Deno.test("checkArchitecture() names a library file that no entry reaches", async () => {
  const problems = await check({ "scope/lost.ts": "export const a = 1;" });
  assert.deepEqual(problems, ["scope/lost.ts: no entry reaches it"]);
});

Deno.test("checkArchitecture() names an export of a private file that nobody uses", async () => {
  const problems = await check({
    "scope/_part.ts": [
      "export const used: Own = 1;",
      "export interface Part {}",
      "export type Own = 1;",
      "export type Spare = 2;",
      "export async function spare() {}",
    ].join("\n"),
  });
  assert.deepEqual(
    problems,
    [
      "scope/_part.ts: nobody uses its export Spare",
      "scope/_part.ts: nobody uses its export spare",
    ].sort(),
  );
});
