import assert from "node:assert/strict";

Deno.test("Seq and AsyncSeq keep no more than they hand over when ten million items pass", async () => {
  const script = new URL("./testdata/heap/growth.ts", import.meta.url);
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", "-A", "--v8-flags=--expose-gc", script.href],
  });
  const { stdout, stderr } = await command.output();
  assert.equal(new TextDecoder().decode(stderr), "");
  const growth: Record<string, number> = JSON.parse(new TextDecoder().decode(stdout));
  assert.equal(Object.keys(growth).length, 17);
  const grown = Object.entries(growth).filter(([, bytes]) => !(bytes < 2 ** 20));
  assert.deepEqual(grown, []);
});
