import assert from "node:assert/strict";
import { allScenarios } from "./testdata/all_scenarios.ts";
import { fail, writeGallery } from "./testdata/gallery.ts";

const FILE = new URL("./testdata/messages.md", import.meta.url);

Deno.test("contract() words every error of the catalogue as the gallery shows it", async () => {
  const outcomes = await Promise.all(allScenarios.map(fail));
  const gallery = writeGallery(outcomes);
  if (Deno.args.includes("--update")) await Deno.writeTextFile(FILE, gallery);
  assert.equal(gallery, await Deno.readTextFile(FILE));
});
