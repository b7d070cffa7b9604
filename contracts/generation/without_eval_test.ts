import assert from "node:assert/strict";
import { answers } from "./testdata/answers.ts";

Deno.test("generatedPath() leaves the work to closures when the host refuses eval", async () => {
  const command = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-lock",
      "--v8-flags=--disallow-code-generation-from-strings",
      new URL("testdata/answers.ts", import.meta.url).href,
    ],
  });
  const { success, stdout, stderr } = await command.output();
  assert.ok(success, new TextDecoder().decode(stderr));
  const found: unknown = JSON.parse(new TextDecoder().decode(stdout));
  assert.deepEqual(found, await answers());
});
