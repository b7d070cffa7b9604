import assert from "node:assert/strict";
import { fixAll, found, lint } from "./testdata/lint_text.ts";
import { IMPORTED, STORE } from "./testdata/store_source.ts";

const PARENT = "class A { static { Store.implement(this); } save() {} get size() { return 0; } }\n";

Deno.test("implementInSubclass names what is overridden and by which class", () => {
  const [report, ...rest] = lint(
    `${IMPORTED}${PARENT}class B extends A { override save() {} accessor size = 1; }`,
  );
  assert.deepEqual(rest, []);
  assert.equal(report?.id, "weir-contracts/implement-in-subclass");
  assert.equal(
    report.message,
    'The class "B" overrides save, size without the mark of Store, which it inherits',
  );
});

Deno.test("implementInSubclass follows every way to mark and to name a parent", () => {
  const parents = [
    "class A { save() {} static { Store.implement(this); } }",
    "@Store.implement class A { save() {} }",
    "const A = Store.implement(class { save() {} });",
    "const A = class { save() {} static { Store.implement(this); } };",
    "class A { save() {} }\nStore.implement(A);",
    "class Top { save() {} static { Store.implement(this); } }\nclass A extends Top { more() {} }",
    "class Top { save() {} static { Store.implement(this); } }\nconst A = Top;",
    'import { Top } from "./top.ts";\nclass A extends Top { static { Store.implement(this); } }',
  ];
  for (const parent of parents) {
    const source = `${STORE}${parent}\nclass B extends A { override save() {} }`;
    assert.deepEqual(found(source), ["implement-in-subclass: B"], source);
  }
});

Deno.test("implementInSubclass does not know what an extended contract takes over", () => {
  const contract = 'const Child = Store.extend<C, unknown>("app.Child", { members: {} });\n';
  const source = `${STORE}${contract}${
    PARENT.replace("Store", "Child")
  }class B extends A { save() {} }`;
  assert.deepEqual(found(source), ["implement-in-subclass: B"]);
});

Deno.test("implementInSubclass leaves a class to implementContract that says implements", () => {
  const source = `${STORE}${PARENT}class B extends A implements Store { override save() {} }`;
  assert.deepEqual(found(source), ["implement-contract: B"]);
});

Deno.test("implementInSubclass reports a parent and its child when both lack the mark", () => {
  const source = `${STORE}class A implements Store { save() {} }\nclass B extends A { save() {} }`;
  assert.deepEqual(found(source), ["implement-contract: A", "implement-in-subclass: B"]);
  assert.equal(fixAll(source).match(/Store\.implement\(this\)/g)?.length, 2);
});

Deno.test("implementInSubclass keeps silent on constructors, statics and other contracts", () => {
  const sources = [
    `${STORE}${PARENT}class B extends A { constructor() { super(); } static save() {} }`,
    `${STORE}${PARENT}class B extends A { #save() {} private save2() {} }`,
    `${STORE}${PARENT}class B extends A { override save() {} static { Store.implement(this); } }`,
    `${STORE}${PARENT}function f() {\n  const Store = 1;\n  class B extends A { save() {} }\n}`,
    `${STORE}${PARENT}function f(A: New) {\n  class B extends A { save() {} }\n}`,
    "class A extends A { save() {} }\nclass B extends C { implement() {} }\nclass C extends B {}",
  ];
  for (const source of sources) assert.deepEqual(found(source), [], source);
});
