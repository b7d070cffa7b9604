import assert from "node:assert/strict";

const fixture = new URL("./testdata/legacy_decorator.ts", import.meta.url).href;

/** What the fixture prints when it is compiled with some options. */
async function printed(compilerOptions: object): Promise<unknown> {
  const config = await Deno.makeTempFile({ suffix: ".json" });
  try {
    await Deno.writeTextFile(config, JSON.stringify({ compilerOptions }));
    const args = ["run", "--quiet", "--no-lock", "--config", config, fixture];
    const { stdout, stderr, success } = await new Deno.Command(Deno.execPath(), { args }).output();
    assert.ok(success, new TextDecoder().decode(stderr));
    return JSON.parse(new TextDecoder().decode(stdout));
  } finally {
    await Deno.remove(config);
  }
}

Deno.test("implement() works as a decorator when it is compiled as legacy or as standard ones are", async () => {
  const told = [4, true, "double", "Impl", "caller"];
  assert.deepEqual(await printed({}), [2, ...told]);
  assert.deepEqual(await printed({ experimentalDecorators: true }), [1, ...told]);
});
