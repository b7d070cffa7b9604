import assert from "node:assert/strict";
import { join } from "node:path";
import { drawLayers, END, replaceDrawing, START } from "./draw_layers.ts";
import { LIBRARY, OUTSIDE, PLATFORM } from "./layers.ts";
import { repository } from "./source_files.ts";

const page = await Deno.readTextFile(join(repository, "ARCHITECTURE.md")).catch(() => undefined);

Deno.test({
  name: "ARCHITECTURE.md shows the table of layers as it is",
  ignore: page === undefined,
  fn: () => assert.equal(replaceDrawing(page!, drawLayers()), page),
});

Deno.test("drawLayers() shows every layer, every edge and every platform file", () => {
  const drawing = drawLayers();
  for (const { folder, imports } of LIBRARY) {
    for (const [name, reason] of Object.entries(imports)) {
      assert.ok(drawing.includes(`| ${folder} | ${name} | ${reason} |`), `${folder} -> ${name}`);
    }
  }
  for (const name of Object.keys(OUTSIDE)) assert.ok(drawing.includes(`| ${name} | the package`));
  for (const { files } of PLATFORM) assert.ok(drawing.includes(`- \`${files}\``));
  assert.match(drawing, /scheduler\["scheduler"\] --> _internal\["_internal"\]/);
});

Deno.test("replaceDrawing() changes what is between the marks alone", () => {
  const old = `# A\n\n${START}\nold\n${END}\n\nMore\n`;
  const now = replaceDrawing(old, drawLayers());
  assert.ok(now.startsWith("# A\n\n<!--") && now.endsWith("-->\n\nMore\n"));
  assert.ok(!now.includes("\nold\n"));
  assert.equal(replaceDrawing(now, drawLayers()), now);
  assert.throws(() => replaceDrawing("# A\n", drawLayers()), /lacks these lines/);
});
