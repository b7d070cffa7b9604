import assert from "node:assert/strict";

const root = new URL("../../", import.meta.url);

for (const bench of ["scope", "contracts", "lazy"]) {
  Deno.test(`deno.lock names no rival of ${bench} but those of deno.json, as all of it is fetched`, async () => {
    const config = await Deno.readTextFile(new URL("deno.json", root));
    const lock = await Deno.readTextFile(new URL("deno.lock", root));
    const rivals = new URL(`bench/${bench}/rivals/`, root);
    let named = 0;
    for await (const { name } of Deno.readDir(rivals)) {
      const text = await Deno.readTextFile(new URL(name, rivals));
      for (const [, specifier] of text.matchAll(/"(npm:[^"]+)"/g)) {
        const [, library] = /^(npm:@?[^@]+@[^/"]+)/.exec(specifier!)!;
        const isNamed = config.includes(library!.replace(/@[^@/]*$/, "@"));
        assert.ok(isNamed || !lock.includes(library!), `take ${library} out of deno.lock`);
        named++;
      }
    }
    assert.ok(named > 0);
  });
}
