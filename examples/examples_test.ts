import assert from "node:assert/strict";

const root = new URL("..", import.meta.url);

for await (const { name } of Deno.readDir(new URL("examples/", root))) {
  if (!name.endsWith(".ts") || /_(test|tasks)\.ts$/.test(name)) continue;
  Deno.test(`examples/${name} runs to its end and exits with 0`, async () => {
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--allow-all", "--no-check", `examples/${name}`],
      cwd: root,
    }).output();
    const decoder = new TextDecoder();
    assert.equal(code, 0, decoder.decode(stderr));
    assert.notEqual(decoder.decode(stdout).trim(), "", "an example prints something");
  });
}
