import assert from "node:assert/strict";
import { inline } from "./inline.ts";

Deno.test("inline() refuses modules that are not objects", () => {
  const start = 'Cannot run tasks inline as "modules';
  for (const modules of [5, null, "memory:tasks"]) {
    assert.throws(() => inline({ modules: modules as never }), (error: Error) => {
      assert.equal(error.name, "TypeError");
      assert.ok(error.message.startsWith(`${start}" must be an object`), error.message);
      return true;
    });
  }
  assert.throws(() => inline({ modules: { "memory:tasks": 5 as never } }), {
    name: "TypeError",
    message: `${start}.memory:tasks" must be an object: current value is 5`,
  });
});
