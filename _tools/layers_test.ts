import assert from "node:assert/strict";
import { join } from "node:path";
import { refuseImport } from "./import_rule.ts";
import { isLibraryFile, layerOf, LIBRARY, matches, mayTouch, OUTSIDE, PLATFORM } from "./layers.ts";
import { listFiles, repository } from "./source_files.ts";
import { splitComments } from "./source_text.ts";

Deno.test("layerOf() finds the innermost folder", () => {
  assert.equal(layerOf("streams/stores/sqlite/x.ts")?.folder, "streams/stores");
  assert.equal(layerOf("streams/operators/map.ts")?.folder, "streams");
  assert.equal(layerOf("mod.ts")?.folder, ".");
  assert.equal(layerOf("demo/main.ts"), undefined);
});

Deno.test("isLibraryFile() leaves out tests, benches, test data and what is not published", () => {
  const paths = ["mod.ts", "lazy/a.ts", "_internal/a.ts", "testing/a.ts", "streams/stores/a.ts"];
  assert.deepEqual(paths.filter((path) => !isLibraryFile(path)), []);
  const others = ["lazy/a_test.ts", "lazy/a_types_test.ts", "lazy/a_bench.ts"];
  const outside = ["lazy/testdata/a.ts", "demo/a.ts", "exports_test.ts", "_tools/a.ts", "a.md"];
  assert.deepEqual([...others, ...outside].filter(isLibraryFile), []);
});

Deno.test("mayTouch() grants what the allow-list names and nothing else", () => {
  assert.equal(mayTouch("streams/inboxes/_log_files.ts", "Deno"), true);
  assert.equal(mayTouch("streams/inboxes/deep/_log_files.ts", "Deno"), false);
  assert.equal(mayTouch("streams/inboxes/_log_files.ts", "node:fs"), false);
  assert.equal(mayTouch("scheduler/executor.ts", "Deno"), false);
  assert.equal(mayTouch("streams/stores/_sqlite_schema.ts", "node:sqlite"), true);
  assert.equal(mayTouch("streams/stores/deep/sqlite.ts", "node:sqlite"), false);
});

Deno.test("LIBRARY gives a reason for every edge and has no cycle between folders", () => {
  const edges = new Map(LIBRARY.map(({ folder, imports }) => [folder, Object.keys(imports)]));
  for (const { folder, imports } of LIBRARY) {
    for (const reason of Object.values(imports)) assert.ok(reason.length > 5, folder);
  }
  function visit(folder: string, path: readonly string[]): void {
    assert.ok(!path.includes(folder), `${[...path, folder].join(" -> ")}`);
    for (const next of edges.get(folder) ?? []) visit(next, [...path, folder]);
  }
  for (const folder of edges.keys()) visit(folder, []);
  for (const { reason } of PLATFORM) assert.ok(reason.length > 5);
});

Deno.test("LIBRARY grants no import that no file makes", async () => {
  const files = (await listFiles(repository, [".ts"])).filter(isLibraryFile);
  const made = await Promise.all(files.map(async (from) => {
    const { code } = splitComments(await Deno.readTextFile(join(repository, from)));
    return [...code.matchAll(/\bfrom\s+"(\.[^"]+)"/g)].map((match) => ({
      folder: layerOf(from)!.folder,
      to: join(from, "..", match[1]!).replaceAll("\\", "/"),
    }));
  }));
  const isMade = (folder: string, name: string) =>
    made.flat().some((edge) =>
      edge.folder === folder && (edge.to === name || edge.to.startsWith(name + "/"))
    );
  // Every seam may name the errors of its module, whether those that are there do or not.
  const isGeneral = (name: string) => name === "entries" || name.endsWith("/errors.ts");
  const unused = LIBRARY.flatMap(({ folder, imports }) =>
    Object.keys(imports).filter((name) => !isGeneral(name) && !isMade(folder, name))
      .map((name) => `${folder} -> ${name}`)
  );
  assert.deepEqual(unused, []);
});

Deno.test("refuseImport() grants every edge of the table and refuses the reverse", () => {
  const facts = { name: "@weir/std", entries: { "@weir/std/lazy": "lazy/mod.ts" } };
  const refuse = (from: string, file: string) => refuseImport(from, { file }, facts);
  assert.equal(refuse("streams/a.ts", "_internal/b.ts"), undefined);
  assert.match(refuse("_internal/a.ts", "streams/b.ts")!, /_internal may import nothing/);
  assert.match(refuse("scope/a.ts", "streams/b.ts")!, /scope may import _internal/);
  assert.equal(refuse("streams/sqlite.ts", "streams/stores/sqlite.ts"), undefined);
  assert.equal(refuse("streams/stores/sqlite.ts", "streams/store.ts"), undefined);
  assert.match(refuse("streams/stores/sqlite.ts", "streams/pipeline.ts")!, /streams\/stores may/);
  assert.match(refuse("streams/stores/sqlite.ts", "streams/queues/amqp.ts")!, /may import/);
  assert.equal(refuse("testing/suite.ts", "lazy/mod.ts"), undefined);
  assert.match(refuse("testing/suite.ts", "lazy/range.ts")!, /testing may import/);
  assert.equal(refuse("lazy/a_test.ts", "testing/manual_clock.ts"), undefined);
  assert.match(refuse("lazy/a.ts", "testing/manual_clock.ts")!, /lazy may import/);
  for (const folder of [...Object.keys(OUTSIDE), "_tools"]) {
    assert.equal(refuse(`${folder}/a.ts`, `${folder}/b.ts`), undefined);
    assert.notEqual(refuse(`${folder}/a.ts`, "lazy/mod.ts"), undefined, folder);
  }
});

Deno.test("LIBRARY and PLATFORM name nothing that does not exist", async () => {
  for (const { folder } of LIBRARY) {
    assert.ok((await Deno.stat(join(repository, folder))).isDirectory, folder);
  }
  const paths = (await listFiles(repository, [".ts"])).filter(isLibraryFile);
  for (const { files } of PLATFORM) {
    assert.ok(paths.some((path) => matches(path, files)), `${files} matches no file`);
  }
});
