import assert from "node:assert/strict";

Deno.test("toChecker() takes the schemas of zod, Valibot, ArkType, Effect and TypeBox", async () => {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "test",
      "--no-check",
      "--lock=bench/contracts/deno.lock",
      "contracts/schemas/testdata/four_vendors.ts",
    ],
    cwd: new URL("../../", import.meta.url),
    env: { NO_COLOR: "1" },
  }).output();
  const output = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  assert.equal(code, 0, output);
  assert.match(output, /ok \| \d+ passed \| 0 failed/);
});
