import assert from "node:assert/strict";
import { temporaryRepository } from "./source_files.ts";
import { readTestText } from "./test_text.ts";

Deno.test("readTestText() reads a test and the test data behind it, and no other file", async () => {
  await using repository = await temporaryRepository({
    "a/b/c_test.ts": 'import { d } from "../testdata/d.ts"; import "./e.ts"; // c',
    "a/testdata/d.ts": 'import "./f.ts"; import "./missing.ts"; // d',
    "a/testdata/f.ts": 'export * from "./d.ts"; // f',
    "a/b/e.ts": "// e",
  });
  const text = await readTestText(repository.root, "a/b/c_test.ts");
  assert.deepEqual([...text.matchAll(/\/\/ (\w)/g)].map((match) => match[1]), ["c", "d", "f"]);
});
