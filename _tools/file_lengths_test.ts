import assert from "node:assert/strict";
import { findTooLong, measureFiles, summarise } from "./file_lengths.ts";
import { temporaryRepository } from "./source_files.ts";

async function measure(files: Record<string, string>) {
  await using repository = await temporaryRepository(files);
  return await measureFiles(repository.root);
}

Deno.test("findTooLong() passes files at their cap, comments and blanks not counted", async () => {
  const files = await measure({
    "lazy/a.ts": "/** Doc. */\n\nf(); // why\n".repeat(250),
    "lazy/a_test.ts": "\n".repeat(399) + "f();\n",
  });
  assert.deepEqual(files.map((file) => file.lines), [250, 400]);
  assert.deepEqual(findTooLong(files), []);
});

Deno.test("findTooLong() names files above their cap and exceptions that are out of date", async () => {
  const files = await measure({
    "lazy/a.ts": "f();\n".repeat(251),
    "lazy/a_test.ts": "\n".repeat(400) + "f();\n",
    "lazy/b.ts": "f();\n".repeat(260),
    "lazy/c.ts": "f();\n",
  });
  const exception = { limit: 300, reason: "a table" };
  assert.deepEqual(findTooLong(files, { "lazy/b.ts": exception, "lazy/c.ts": exception }), [
    "lazy/a.ts: 251 code lines: at most 250",
    "lazy/a_test.ts: 401 lines: at most 400",
    "lazy/c.ts: needs no exception any more",
  ]);
});

Deno.test("summarise() reports the spread of source files per folder", async () => {
  const files = await measure({
    "lazy/a.ts": "f();\n",
    "lazy/b.ts": "f();\n".repeat(9),
    "lazy/a_test.ts": "f();\n".repeat(99),
    "mod.ts": "f();\n".repeat(3),
  });
  assert.deepEqual(summarise(files).map((line) => line.split(/ {2,}/)), [
    ["code lines", "files", "median", "p90", "max"],
    ["lazy", "2", "1", "9", "9"],
    [".", "1", "3", "3", "3"],
    ["all", "3", "3", "9", "9"],
  ]);
});
