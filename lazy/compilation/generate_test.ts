import assert from "node:assert/strict";
import { checkGeneration, generate } from "./generate.ts";

Deno.test("generate() makes strict functions, and takes wrong code for no refusal", () => {
  checkGeneration();
  assert.equal(generate("x", '"use strict";return [this,x]')(5 as never)?.toString(), ",5");
  assert.throws(() => generate("x", "return ="), SyntaxError);
});
