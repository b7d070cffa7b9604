import assert from "node:assert/strict";
import { AcquisitionPlace, placeIn } from "./acquisition_place.ts";
import { placeBelow } from "./testdata/place_below.ts";

const OWN = "file:///lib/scope/inspection/acquisition_place.ts";

function stackOf(...frames: string[]): string {
  return ["Error", ...frames.map((frame) => `    at ${frame}`)].join("\n");
}

Deno.test("AcquisitionPlace names file, line and column of the code that makes it", () => {
  const line = placeBelow();
  const place = new AcquisitionPlace();
  assert.equal(place.isRead, false);
  assert.match(place.text ?? "", line);
  assert.ok(place.text?.startsWith(`${import.meta.url}:`));
  assert.equal(place.isRead, true);
});

Deno.test("AcquisitionPlace leaves out the function it is told, and what that called", () => {
  function borrow(): AcquisitionPlace {
    return inner();
  }
  const inner = () => new AcquisitionPlace(borrow);
  const line = placeBelow();
  const place = borrow();
  assert.match(place.text ?? "", line);
});

Deno.test("AcquisitionPlace has no text when the platform keeps no stack", () => {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  const place = new AcquisitionPlace();
  Error.stackTraceLimit = stackTraceLimit;
  assert.equal(place.text, undefined);
});

Deno.test("placeIn() takes the first frame that is not of the module or the runtime", () => {
  const stack = stackOf(
    "Scope.acquire (file:///lib/scope/scope.ts:10:2)",
    "file:///lib/scope/engine/hold.ts:1:2",
    "Array.map (<anonymous>)",
    "ext:core/01_core.js:5:5",
    "async handle (node:internal/timers:3:3)",
    "async order (file:///app/order (1).ts:12:34)",
    "file:///app/main.ts:1:1",
  );
  assert.equal(placeIn(stack, OWN), "file:///app/order (1).ts:12:34");
  assert.equal(placeIn(stackOf("async file:///app/a (1).ts:1:1"), OWN), "file:///app/a (1).ts:1:1");
});

Deno.test("placeIn() takes tests and examples for callers when they lie in the module", () => {
  for (
    const file of ["engine/x_test.ts", "engine/x_bench.ts", "mod.ts#17-30.ts", "testdata/x.ts"]
  ) {
    const place = `file:///lib/scope/${file}:3:4`;
    assert.equal(placeIn(stackOf("f (file:///lib/scope/scope.ts:1:2)", place), OWN), place);
  }
});

Deno.test("placeIn() knows paths in place of URLs, as Bun writes them", () => {
  const stack = stackOf("adopt (/lib/scope/scope.ts:1:2)", "load (/my (app)/a.ts:3:4)");
  assert.equal(placeIn(stack, OWN), "/my (app)/a.ts:3:4");
});

Deno.test("placeIn() goes by names when a bundle holds module and program", () => {
  const bundle = "file:///app/bundle.js";
  const calls = ["holdValue", "Scope.adopt", "new Service", "main"];
  const stack = stackOf(...calls.map((called, index) => `${called} (${bundle}:${index + 1}:1)`));
  assert.equal(placeIn(stack, bundle), `${bundle}:3:1`);
  const minified = stackOf(`a (${bundle}:1:10)`, `b (${bundle}:1:20)`);
  assert.equal(placeIn(minified, bundle), `${bundle}:1:10`);
});

Deno.test("placeIn() answers nothing when a stack says nothing", () => {
  const inside = "f (file:///lib/scope/scope.ts:1:2)";
  for (const stack of [undefined, [{}], "Error: no frames", stackOf(inside), stackOf("f (<a>)")]) {
    assert.equal(placeIn(stack, OWN), undefined);
  }
});
