import assert from "node:assert/strict";
import { AcquisitionPlace, placeIn } from "./acquisition_place.ts";

const own = new URL("../scope.ts", import.meta.url).href;

Deno.test("AcquisitionPlace names file, line and column of the code that calls", () => {
  const borrow = () => new AcquisitionPlace(borrow);
  const place = borrow();
  assert.equal(place.text, `${import.meta.url}:8:17`);
});

Deno.test("AcquisitionPlace leaves out the frames of its module when it knows no function", () => {
  assert.match(new AcquisitionPlace().text!, /acquisition_place_test\.ts:13:16$/);
});

Deno.test("placeIn() takes the first frame that is not of the module or the runtime", () => {
  const frames = [
    "Error",
    `    at Scope.acquire (${own}:10:2)`,
    "    at Array.map (<anonymous>)",
    "    at ext:core/01_core.js:5:5",
    "    at async handle (node:internal/timers:3:3)",
    "    at async order (file:///app/order (1).ts:12:34)",
    "    at file:///app/main.ts:1:1",
  ];
  assert.equal(placeIn(frames.join("\n")), "file:///app/order (1).ts:12:34");
  assert.equal(placeIn(frames.slice(6).join("\n")), "file:///app/main.ts:1:1");
});

Deno.test("placeIn() takes the first frame of all when there are none but of the module", () => {
  assert.equal(
    placeIn(`Error\n    at acquire (${own}:10:2)\n    at f (${own}:9:9)`),
    `${own}:10:2`,
  );
});

Deno.test("placeIn() answers nothing when there is no stack to read", () => {
  assert.equal(placeIn("Error: no frames"), undefined);
  assert.equal(placeIn([{}]), undefined);
  assert.equal(placeIn(undefined), undefined);
});
