import assert from "node:assert/strict";
import { found } from "./testdata/lint_text.ts";
import { STORE } from "./testdata/store_source.ts";

const CLASS = "class A implements Store { save() {} }";

/** A class in a place where the name of the contract stands for something else. */
const HIDDEN: readonly string[] = [
  `{ const Store = 1; ${CLASS} }`,
  `{ const { a: Store } = b; ${CLASS} }`,
  `{ const [a, ...Store] = b; ${CLASS} }`,
  `{ function Store() {} ${CLASS} }`,
  `{ class Store {} ${CLASS} }`,
  `{ enum Store { a } ${CLASS} }`,
  `function f(Store = 1) { ${CLASS} }`,
  `function f(...Store: []) { ${CLASS} }`,
  `function f({ Store, ...rest }: B) { ${CLASS} }`,
  `function f({ a: [Store = 1] }: B) { ${CLASS} }`,
  `const f = (Store: B) => { ${CLASS} };`,
  `class C { constructor(private Store: B) { ${CLASS} } }`,
  `try {} catch (Store) { ${CLASS} }`,
  `for (const Store of a) { ${CLASS} }`,
  `for (const Store in a) { ${CLASS} }`,
  `for (let Store = 0;;) { ${CLASS} }`,
  `switch (1) { case 1: const Store = 1; ${CLASS} }`,
  `namespace N { import Store = M.Store; ${CLASS} }`,
  `namespace N { export namespace Store {} ${CLASS} }`,
  `const C = class Store { m() { ${CLASS} } };`,
  `class C { static { const Store = 1; ${CLASS} } }`,
];

/** A class in a place that sees the contract. */
const SEEN: readonly string[] = [
  `{ { const Store = 1; } ${CLASS} }`,
  `function f(store = 1) { const Other = 1; ${CLASS} }`,
  `for (;;) { ${CLASS} }`,
  `for (const a of b) { ${CLASS} }`,
  `try {} catch { ${CLASS} }`,
  `namespace N { import a = M.Store; ${CLASS} }`,
  `switch (1) { default: { const Store = 1; } ${CLASS} }`,
  `export namespace N { export ${CLASS} }`,
  `const f = async () => ${CLASS};`,
];

Deno.test("findDeclaration() takes the innermost of every kind of scope", () => {
  for (const source of HIDDEN) assert.deepEqual(found(STORE + source), [], source);
});

Deno.test("findDeclaration() looks in no scope beside the way out", () => {
  for (const source of SEEN) {
    assert.deepEqual(found(STORE + source), ["implement-contract: A"], source);
  }
});
