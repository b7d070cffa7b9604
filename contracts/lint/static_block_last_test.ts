import assert from "node:assert/strict";
import { fixAll, found, lint } from "./testdata/lint_text.ts";
import { IMPORTED } from "./testdata/store_source.ts";

const MARK = "static { Store.implement(this); }";

Deno.test("staticBlockLast names the static fields that are not there yet", () => {
  const source =
    `${IMPORTED}class A { ${MARK} static a = 1; static b() {} static accessor c = 2; }`;
  const [report, ...rest] = lint(source);
  assert.deepEqual(rest, []);
  assert.equal(report?.id, "weir-contracts/static-block-last");
  assert.equal(
    report.message,
    'The class "A" implements Store above its static a, c, which is not there yet',
  );
});

Deno.test("staticBlockLast keeps silent when the fields stand above or the file knows better", () => {
  const spec = (statics: string) =>
    'import { contract } from "@weir/std/contracts";\n' +
    `const Store = contract("a", { members: {}, statics: { ${statics} } });\n`;
  const first = `class A { ${MARK} static a = 1; }`;
  assert.deepEqual(found(`${IMPORTED}class A { static a = 1; ${MARK} }`), []);
  assert.deepEqual(found(spec("b: {}") + first), []);
  assert.deepEqual(found(`${IMPORTED}f(class { ${MARK} static a = 1; });`), [
    "static-block-last: class",
  ]);
  assert.deepEqual(found(spec("a: {}") + first), ["static-block-last: A"]);
  assert.deepEqual(
    found(
      `import { contract } from "@weir/std/contracts";\n` +
        `const Store = contract("a", spec);\n${first}`,
    ),
    ["static-block-last: A"],
  );
  assert.deepEqual(found(spec("a: {}, ...more") + first), ["static-block-last: A"]);
});

Deno.test("staticBlockLast moves the block with its comments, and nothing else", () => {
  const source = `${IMPORTED}class A {
  a = 1; // one
  // the mark
  ${MARK} // done
  static b = 2; // two
  // the end
}
`;
  const fixed = `${IMPORTED}class A {
  a = 1; // one
  static b = 2; // two
  // the end
  // the mark
  ${MARK} // done
}
`;
  assert.equal(fixAll(source), fixed);
  assert.equal(
    fixAll(`${IMPORTED}class A { ${MARK} static a = 1; }`),
    `${IMPORTED}class A { static a = 1;\n ${MARK} }`,
  );
});

Deno.test("staticBlockLast moves the block past methods that use the contract", () => {
  const method = 'static find() { return Store.get({ name: "A" }); }';
  const source = `${IMPORTED}class A { ${MARK} static a = 1; ${method} }`;
  assert.equal(fixAll(source), `${IMPORTED}class A { static a = 1; ${method}\n ${MARK} }`);
});

Deno.test("staticBlockLast offers no fix when the order matters", () => {
  const sources = [
    `${IMPORTED}class A { static { Store.implement(this); log(); } static a = 1; }`,
    `${IMPORTED}class A { ${MARK} static a = Store.get({ name: "A" }); }`,
    `${IMPORTED}class A { ${MARK} static a = 1; static { Store.check(this); } }`,
  ];
  for (const source of sources) {
    const [report] = lint(source);
    assert.equal(report?.id, "weir-contracts/static-block-last", source);
    assert.deepEqual(report.fix, [], source);
  }
});
