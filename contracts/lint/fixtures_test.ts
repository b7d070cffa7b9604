import assert from "node:assert/strict";
import { fixAll, found } from "./testdata/lint_text.ts";
import { registry } from "./testdata/registry.ts";

/** File in `testdata/broken`, what is found there, and the classes that the fixed file registers. */
const FIXTURES: readonly [name: string, found: string[], classes: string[]][] = [
  ["abstract_parent", [
    "implement-imported-contract: BaseStore",
    "implement-in-subclass: LeafStore",
  ], ["LeafStore"]],
  [
    "block_above_statics",
    ["static-block-last: Bell", "static-block-last: Horn"],
    ["Bell", "Horn"],
  ],
  ["class_expression", ["implement-imported-contract: BoundStore"], ["BoundStore"]],
  ["contract_in_file", ["implement-contract: Formal"], ["Formal"]],
  ["decorated_class", ["implement-imported-contract: DecoratedStore"], ["DecoratedStore"]],
  ["function_fields", [
    "method-not-field: parse",
    "method-not-field: load",
    "method-not-field: tokens",
    "method-not-field: count",
    "method-not-field: Symbol.toPrimitive",
  ], ["NumberParser"]],
  ["imported_and_used", ["implement-contract: SecondStore"], ["FirstStore", "SecondStore"]],
  ["imported_contract", ["implement-imported-contract: MemoryStore"], ["MemoryStore"]],
  ["namespace_import", ["implement-contract: Fourth"], ["Third", "Fourth"]],
  ["other_class", ["implement-this: FileStore"], ["FileStore", "CopiedStore"]],
  ["static_members", ["implement-contract: Plain"], ["Plain"]],
  [
    "subclass",
    ["implement-in-subclass: LoudStore", "implement-in-subclass: LoudestStore"],
    ["PlainStore", "LoudStore", "LoudestStore"],
  ],
  ["two_contracts", ["implement-contract: Door", "implement-contract: Door"], ["Door"]],
];

function read(path: string): Promise<string> {
  return Deno.readTextFile(new URL(`./testdata/${path}.ts`, import.meta.url));
}

for (const [name, problems, classes] of FIXTURES) {
  Deno.test(`lint plugin (${name}) fixes the file into one that it lets pass`, async () => {
    const broken = await read(`broken/${name}`);
    assert.deepEqual(found(broken).toSorted(), problems.toSorted());
    const fixed = fixAll(broken);
    assert.equal(fixed, await read(`fixed/${name}`));
    assert.deepEqual(found(fixed), []);
  });

  Deno.test(`lint plugin (${name}) fixes the file into one whose classes register`, async () => {
    const url = new URL(`./testdata/fixed/${name}.ts`, import.meta.url);
    await import(url.href);
    const registered = [...registry].map((entry) => entry.name);
    assert.deepEqual(classes.filter((one) => !registered.includes(one)), []);
  });
}

Deno.test("lint plugin (fixtures) covers every file of testdata", async () => {
  const names = FIXTURES.map(([name]) => `${name}.ts`);
  for (const folder of ["broken", "fixed"]) {
    const files: string[] = [];
    for await (const { name } of Deno.readDir(new URL(`./testdata/${folder}`, import.meta.url))) {
      files.push(name);
    }
    assert.deepEqual(files.toSorted(), names.toSorted());
  }
});
