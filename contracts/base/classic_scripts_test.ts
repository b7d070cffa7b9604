import assert from "node:assert/strict";
import { runInThisContext } from "node:vm";
import { Shape, ShapeBase } from "./testdata/shape.ts";

/** Runs a script of the folder with the base in its sight; returns how often it has run. */
async function runs(file: string, run: (script: () => unknown) => unknown): Promise<number> {
  const url = new URL(`./testdata/${file}`, import.meta.url);
  const scope = globalThis as unknown as Record<string, unknown>;
  scope.ShapeBase = ShapeBase;
  scope.classicRuns = 0;
  try {
    const code = await Deno.readTextFile(url);
    await run(() => runInThisContext(code, { filename: url.href }));
    await Shape.settled();
    return scope.classicRuns as number;
  } finally {
    delete scope.ShapeBase;
    delete scope.classicRuns;
  }
}

Deno.test("Contract.base() does not run a script again that extends it", async () => {
  const count = await runs("classic_script.js", async (script) => {
    const makeLate = script() as () => new () => Shape;
    await Shape.settled();
    const Late = makeLate();
    assert.throws(() => new Late().area(-1), { className: "Late", blame: "caller" });
  });
  assert.equal(count, 1);
});

Deno.test("Contract.base() does not run a strict script of a page again that extends it", async () => {
  const scope = globalThis as { document?: unknown };
  const src = new URL("./testdata/strict_script.js", import.meta.url).href;
  const count = await runs("strict_script.js", (script) => {
    scope.document = { currentScript: { src } };
    try {
      script();
    } finally {
      delete scope.document;
    }
  });
  assert.equal(count, 1);
});
