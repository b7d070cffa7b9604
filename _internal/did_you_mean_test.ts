import assert from "node:assert/strict";
import { didYouMean } from "./did_you_mean.ts";

Deno.test("didYouMean() finds the closest name when it is close enough", () => {
  assert.equal(didYouMean("clsoe", ["open", "close"]), "close");
  assert.equal(didYouMean("maxbytes", ["maxBytes"]), "maxBytes");
  assert.equal(didYouMean("apple", ["zebra", "maxBytes"]), undefined);
});
