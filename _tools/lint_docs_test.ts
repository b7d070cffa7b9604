import assert from "node:assert/strict";
import { lintDocs } from "./lint_docs.ts";
import { temporaryRepository } from "./source_files.ts";

async function lint(lazy: string): Promise<{ code: number; output: string }> {
  await using repository = await temporaryRepository({
    "deno.json": JSON.stringify({
      name: "@weir/std",
      version: "0.0.0",
      exports: { ".": "./mod.ts", "./lazy": "./lazy.ts" },
    }),
    "mod.ts": "/** The root. @module */\nexport {};\n",
    "lazy.ts": lazy,
  });
  return await lintDocs(repository.root);
}

Deno.test("lintDocs() passes entries whose symbols are documented", async () => {
  const { code, output } = await lint("/** Takes. */\nexport function take(): void {}\n");
  assert.equal(code, 0, output);
});

Deno.test("lintDocs() fails on a symbol without a doc comment in any entry", async () => {
  const { code, output } = await lint("export function take(): void {}\n");
  assert.equal(code, 1);
  assert.match(output, /lazy\.ts/);
});
