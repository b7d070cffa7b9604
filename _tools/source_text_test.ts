import assert from "node:assert/strict";
import { countCodeLines, findFences, splitComments } from "./source_text.ts";

Deno.test("splitComments() keeps strings, templates and regular expressions that look like comments", () => {
  const source = [
    'const a = "// no"; // yes',
    "const b = `/* no */ ${1 /* in */ + `${{ x: '//' }}`} // no`; /* yes */",
    'const c = /[/*]\\/\\/"/.test(a) ? 4 / 2 : 1; // also',
  ].join("\n");
  const { code, comments } = splitComments(source);
  assert.deepEqual(comments.map((comment) => comment.text), [
    "// yes",
    "/* in */",
    "/* yes */",
    "// also",
  ]);
  assert.deepEqual(comments.map((comment) => comment.line), [1, 2, 2, 3]);
  assert.equal(code.length, source.length);
  assert.match(code, /"\/\/ no"; +\n.*\/\* no \*\//);
});

Deno.test("splitComments() leaves the text as it is when there is no comment", async () => {
  const source = await Deno.readTextFile(new URL("./source_text.ts", import.meta.url));
  const { code } = splitComments(source);
  assert.equal(splitComments(code).code, code);
  assert.equal(splitComments(code).comments.length, 0);
});

Deno.test("countCodeLines() counts neither blank lines nor comments", () => {
  assert.equal(
    countCodeLines("/**\n * Doc.\n */\n\nconst a = 1; // why\n// why\nconst b = `\nx`;\n"),
    3,
  );
});

Deno.test("findFences() returns the blocks that doc tests run, with their lines", () => {
  const markdown =
    "# A\n```ts\none\n```\n```ts ignore\ntwo\n```\n~~~js\nthree\n~~~\n```sh\nfour\n```\n";
  assert.deepEqual(findFences(markdown), [
    { code: "one\n", line: 3 },
    { code: "three\n", line: 9 },
  ]);
  assert.deepEqual(findFences("- text ```ts\n  five\n  ```\n\nAn open ```\n```tsx x\nsix\n```\n"), [
    { code: "  five\n", line: 2 },
    { code: "six\n", line: 7 },
  ]);
  assert.deepEqual(findFences("/**\n * @example\n * ```ts\n * code();\n * ```\n */", 10), [
    { code: "code();\n", line: 13 },
  ]);
});
