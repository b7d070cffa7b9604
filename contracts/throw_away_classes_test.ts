import assert from "node:assert/strict";

Deno.test("implement() keeps no class alive when no registry holds it", async () => {
  const fixture = new URL("./testdata/throw_away_classes.ts", import.meta.url).href;
  const args = ["run", "--quiet", "--no-lock", "--v8-flags=--expose-gc", fixture];
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), { args }).output();
  const alive = JSON.parse(new TextDecoder().decode(stdout) || new TextDecoder().decode(stderr));
  // The engine may keep a few that it saw last.
  for (const [way, count] of Object.entries(alive)) {
    assert.ok(Number(count) < 100, `${way} ${count}`);
  }
  assert.equal(Object.keys(alive).length, 4);
});
