import assert from "node:assert/strict";
import packageFile from "./deno.json" with { type: "json" };

const { name, exports, publish } = packageFile;
const entries = Object.entries(exports);

for (const [entry, path] of entries) {
  Deno.test(`${name + entry.slice(1)} loads and begins with a module doc`, async () => {
    const url = new URL(path, import.meta.url);
    assert.equal(import.meta.resolve(name + entry.slice(1)), url.href);
    assert.equal(typeof await import(url.href), "object");
    const source = await Deno.readTextFile(url);
    assert.match(source, /^\/\*\*(?:(?!\*\/)[^])*\n \* @module\n \*\/\n/);
  });
}

Deno.test("mod.ts names exactly the modules that have an entry of their own", async () => {
  const modules = entries.filter(([, path]) => /^\.\/(?!testing\/)[a-z]+\/mod\.ts$/.test(path));
  const root: Record<string, unknown> = await import("./mod.ts");
  assert.deepEqual(Object.keys(root).sort(), modules.map(([entry]) => entry.slice(2)).sort());
  for (const [entry, path] of modules) {
    assert.equal(root[entry.slice(2)], await import(new URL(path, import.meta.url).href), entry);
  }
});

Deno.test("exports names every folder that has a mod.ts, and publish holds every entry", async () => {
  const paths = new Set(Object.values(exports));
  for await (const { name: folder, isDirectory } of Deno.readDir(new URL(".", import.meta.url))) {
    if (!isDirectory || !publish.include.includes(folder)) continue;
    const path = `./${folder}/mod.ts`;
    const isThere = await Deno.stat(new URL(path, import.meta.url)).then(() => true, () => false);
    if (isThere) assert.ok(paths.has(path), `deno.json exports ${path}`);
  }
  for (const path of paths) {
    const [, top] = path.split("/");
    assert.ok(publish.include.includes(top!), `deno.json publishes ${top}`);
  }
});
