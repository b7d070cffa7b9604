import assert from "node:assert/strict";
import { fixAll, found, lint } from "./testdata/lint_text.ts";
import { IMPORTED, STORE } from "./testdata/store_source.ts";

function classWith(field: string): string {
  return `${STORE}class A {\n  ${field}\n  static {\n    Store.implement(this);\n  }\n}\n`;
}

Deno.test("methodNotField says which method of which contract is a field", () => {
  const [report, ...rest] = lint(classWith("save = () => {};"));
  assert.deepEqual(rest, []);
  assert.equal(report?.id, "weir-contracts/method-not-field");
  assert.equal(
    report.message,
    'The class "A" has save of Store in a field, which is not there when the class is defined',
  );
  assert.equal(report.hint, "Turn the field into a method");
});

Deno.test("methodNotField writes arrow functions and function expressions as methods", () => {
  const cases: readonly [field: string, method: string][] = [
    ["save = () => {};", "save() {}"],
    ["save = (a: A): (() => void) => { a; };", "save(a: A): (() => void) { a; }"],
    ["save = async a => { await a; };", "async save(a) { await a; }"],
    ["save = async(a = 1) => { await a; };", "async save(a = 1) { await a; }"],
    ["save = <T,>(a: T) => ({ a });", "save<T,>(a: T) {\n    return ({ a });\n  }"],
    [
      "override save = (() => { done(); /* x => y */ })",
      "override save() { done(); /* x => y */ }",
    ],
    ["save = function () { this.b; }", "save() { this.b; }"],
    [
      "public save = async function* <T>(a: T) { yield a; };",
      "public async *save<T>(a: T) { yield a; }",
    ],
    ["'save' = () => {};", "'save'() {}"],
  ];
  for (const [field, method] of cases) assert.equal(fixAll(classWith(field)), classWith(method));
});

Deno.test("methodNotField offers no fix that could change what the field does", () => {
  const fields = [
    "save = () => { this.a(); };",
    "save: Store['save'] = () => {};",
    "readonly save = () => {};",
    "save? = () => {};",
    "@bound save = () => {};",
    "save = (/* a => b */) => {};",
    "save = function recall() { recall(); };",
  ];
  for (const field of fields) {
    assert.deepEqual(found(classWith(field)), ["method-not-field: save"], field);
    assert.deepEqual(lint(classWith(field))[0]!.fix, [], field);
  }
});

Deno.test("methodNotField keeps silent on what may be no method of the contract", () => {
  const sources = [
    classWith("save = bind(run);"),
    classWith("static save = () => {};"),
    classWith("private save = () => {};"),
    classWith("#save = () => {};"),
    classWith("[save] = () => {};"),
    classWith("save() {}"),
    `${IMPORTED}class A { save = () => {}; static { Store.implement(this); } }`,
  ];
  for (const source of sources) assert.deepEqual(found(source), [], source);
});
