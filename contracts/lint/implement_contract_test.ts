import assert from "node:assert/strict";
import { fixAll, found, lint } from "./testdata/lint_text.ts";
import { IMPORTED, STORE } from "./testdata/store_source.ts";

const CLASS = "class A implements Store { save() {} }";

Deno.test("implementContract says which class misses which mark, and what to add", () => {
  const [report, ...rest] = lint(`${STORE}export class MemoryStore implements Store {}`);
  assert.deepEqual(rest, []);
  assert.equal(report?.id, "weir-contracts/implement-contract");
  assert.equal(
    report.message,
    'The class "MemoryStore" implements Store without its mark: it is neither checked nor registered',
  );
  assert.equal(
    report.hint,
    'Add "static { Store.implement(this); }" as the last member of the class',
  );
});

Deno.test("implementContract points at the name, or at the word class", () => {
  const at = (source: string) => found(STORE + source);
  const found1 = "implement-contract: ";
  assert.deepEqual(at("class A implements Store {}"), [`${found1}A`]);
  assert.deepEqual(at("export default class implements Store {}"), [`${found1}class`]);
  assert.deepEqual(at("const A = class implements Store {};"), [`${found1}class`]);
  assert.deepEqual(at("@classy export default class extends B implements Store {}"), [
    `${found1}class`,
  ]);
  assert.match(lint(`${STORE}const A = class implements Store {};`)[0]!.message, /^The class "A"/);
  assert.match(lint(`${STORE}f(class implements Store {});`)[0]!.message, /^The anonymous class /);
});

Deno.test("implementContract knows a contract by its type and by the call that makes it", () => {
  const contracts = [
    'import { contract } from "@weir/std/contracts";\nconst Store = contract<S>("a", spec);',
    'import { contract as define } from "./deps.ts";\nconst Store = define<S>("a", spec);',
    'import { contracts } from "@weir/std";\nconst Store = contracts.contract("a", { members: {} });',
    'import * as c from "x";\nconst Store = c.contract("a", { ...base, version: "1.0.0" });',
    'const Store = Parent.extend<S, unknown>("a", { statics: {} });',
    "const Store: Contract<S> = create();",
    "export const Store: contracts.Contract<S, unknown> = create();",
    IMPORTED,
    'import Store from "./store.ts";\nclass B { static { Store.implement(this); } }',
    'import { Store } from "./store.ts";\nexport const Base = Store.base(Other);',
  ];
  for (const contract of contracts) {
    assert.deepEqual(found(`${contract}\n${CLASS}`), ["implement-contract: A"], contract);
  }
  const parameter = `function suite(Store: Contract<S>) { ${CLASS} }`;
  assert.deepEqual(found(`interface Store {}\n${parameter} implement`), ["implement-contract: A"]);
});

Deno.test("implementContract takes the contract of the innermost scope", () => {
  const inner = 'function f() {\n  const Store: Contract<S> = create("a");\n  ' + CLASS + "\n}";
  assert.deepEqual(found(`import type { Store } from "./a.ts";\n${inner}`), [
    "implement-contract: A",
  ]);
  assert.deepEqual(found(`${STORE}function f() { return ${CLASS}; }`), ["implement-contract: A"]);
  assert.deepEqual(found(`${STORE}function f(Store: number) { return ${CLASS}; }`), []);
});

Deno.test("implementContract asks for each contract and accepts only the right mark", () => {
  const other = STORE.replaceAll("Store", "Other").replace(/^import.*\n/, "");
  const source = (mark: string) =>
    `${STORE}${other}class A implements Store, Other { save() {} ${mark} }`;
  assert.equal(found(source("")).length, 2);
  assert.match(lint(source("static { Store.implement(this); }"))[0]!.message, /implements Other /);
  const nested = "m() { return class { static { Store.implement(this); } } }";
  assert.equal(found(source(nested)).length, 2);
  const called = "m() { return function () { Store.implement(new.target); } }";
  assert.equal(found(source(called)).length, 1, "the file hides which class that is");
});

Deno.test("implementContract marks an abstract class as abstract", () => {
  const fixed = fixAll(`${STORE}abstract class A implements Store {\n  abstract save(): void;\n}`);
  assert.match(
    fixed,
    /\n {2}static \{\n {4}Store\.implement\(this, \{ abstract: true \}\);\n {2}\}\n\}$/,
  );
});

Deno.test("implementContract keeps the indentation and what stands at the end of a class", () => {
  const cases: readonly [before: string, after: string][] = [
    [
      "class A implements Store {}",
      "class A implements Store {\n  static {\n    Store.implement(this);\n  }\n}",
    ],
    [
      "if (x) {\n\tclass A implements Store {\n\t\ta = 1;\n\t}\n}",
      "if (x) {\n\tclass A implements Store {\n\t\ta = 1;\n\t\tstatic {\n\t\t\tStore.implement(this);\n\t\t}\n\t}\n}",
    ],
    [
      "class A implements Store {\n  a = 1\n  // last\n}",
      "class A implements Store {\n  a = 1\n  // last\n  static {\n    Store.implement(this);\n  }\n}",
    ],
    [
      "class A implements Store { a = 1 }",
      "class A implements Store { a = 1\n  static {\n    Store.implement(this);\n  }\n}",
    ],
  ];
  for (const [before, after] of cases) assert.equal(fixAll(STORE + before), STORE + after);
});

Deno.test("implementContract offers no fix above the contract, which is not there yet", () => {
  const above = STORE.replace(/const Store[^]*/, "");
  const contract = STORE.slice(above.length);
  const [report] = lint(`${above}${CLASS}\n${contract}`);
  assert.equal(report?.id, "weir-contracts/implement-contract");
  assert.deepEqual(report.fix, []);
});

Deno.test("implementContract marks a decorated class below its decorated fields", () => {
  const source = `${STORE}@sealed\nclass A implements Store {\n  @logged\n  a = 1;\n}`;
  assert.match(fixAll(source), /\n {2}a = 1;\n {2}static \{\n/);
});
