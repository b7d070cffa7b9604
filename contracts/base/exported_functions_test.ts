import assert from "node:assert/strict";
import { exportedFunctions } from "./exported_functions.ts";

Deno.test("exportedFunctions() leaves out names that have no value yet", () => {
  const first = () => 1;
  const module = {
    first,
    get second(): unknown {
      throw new ReferenceError("Cannot access 'second' before initialization");
    },
    third: first,
    fourth: {},
  };
  assert.deepEqual(exportedFunctions(module), [first]);
});

Deno.test("Contract.base() registers a class of a module that has no value for all its names yet", async () => {
  const program = new URL("./testdata/waits.ts", import.meta.url);
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", "--no-prompt", program.href],
  }).output();
  assert.equal(new TextDecoder().decode(stderr), "");
  const names: string[] = JSON.parse(new TextDecoder().decode(stdout));
  assert.deepEqual(names.toSorted(), ["Late", "Waiting"]);
});
