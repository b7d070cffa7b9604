import assert from "node:assert/strict";
import { describeVerdict } from "./run_mutants.ts";

Deno.test("describeVerdict() says what was broken and who noticed", () => {
  const mutant = { file: "scope/engine/chain.ts", from: "", to: "", breaks: "the order" };
  assert.equal(
    describeVerdict({ mutant, fate: "killed", by: "Chain adds", seconds: 1.25 }),
    `killed       1.3 s  scope/engine/chain.ts: the order\n${" ".repeat(20)}Chain adds`,
  );
  assert.equal(
    describeVerdict({ mutant, fate: "survived", by: "", seconds: 20 }),
    "survived    20.0 s  scope/engine/chain.ts: the order",
  );
});
