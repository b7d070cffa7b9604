import assert from "node:assert/strict";
import { fixAll, found, lint } from "./testdata/lint_text.ts";
import { IMPORTED, STORE } from "./testdata/store_source.ts";

Deno.test("implementThis reports a class over the result of implement()", () => {
  const source = `${STORE}class A extends Store.implement(class { save() {} }) {}`;
  assert.deepEqual(found(source), ["implement-this: A"]);
  assert.equal(
    lint(source)[0]!.message,
    'The class "A" extends the result of Store.implement(), ' +
      "so its parent is registered and not the class",
  );
  assert.deepEqual(found(source.replace(/\(class.*\}\)/, "()")), ["implement-this: A"]);
  const marked = "class A extends Store.implement(B) { static { Store.implement(this); } }";
  assert.deepEqual(found(STORE + marked), []);
  const named = "class A extends Store.implement(B) implements Store {}";
  assert.deepEqual(found(STORE + named), ["implement-contract: A"]);
});

Deno.test("implementThis reports a call that gets an instance", () => {
  for (const member of ["constructor() { CALL; }", "save() { CALL; }", "a = CALL;"]) {
    const source = `${STORE}class A { ${member.replace("CALL", "Store.implement(this)")} }`;
    assert.deepEqual(found(source), ["implement-this: Store.implement"], source);
    assert.equal(
      lint(source)[0]!.message,
      'Store.implement(this) gets an instance of class "A" here',
    );
  }
  assert.deepEqual(found(`${STORE}class A { static register() { Store.implement(this); } }`), []);
});

Deno.test("implementThis turns another class in a static block into this", () => {
  const source = `${STORE}class B {}\nclass A { save() {} static { Store.implement(B); } }`;
  assert.deepEqual(found(source), ["implement-this: B"]);
  assert.equal(fixAll(source), source.replace("(B)", "(this)"));
  const imported = 'import { Store, B } from "./b.ts";\n' +
    "class A implements Store { static { Store.implement(B, { name: 'a' }); } }";
  assert.deepEqual(found(imported), ["implement-this: B"]);
});

Deno.test("implementThis keeps silent on the class itself and on classes made in place", () => {
  const calls = [
    "Store.implement(A)",
    "Store.implement(class { save() {} })",
    "f(() => Store.implement(B))",
  ];
  for (const call of calls) {
    const source = `${STORE}class B {}\nclass A { save() {} static { ${call}; } }`;
    assert.deepEqual(found(source), [], source);
  }
  assert.deepEqual(found(`${IMPORTED}class A { constructor() { Store.implement(this); } }`), []);
});
