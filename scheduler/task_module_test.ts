import assert from "node:assert/strict";
import { taskModule } from "./mod.ts";

Deno.test("taskModule() refuses an address that only its own file could resolve", () => {
  for (const address of ["./tasks.ts", "tasks.ts", "../a/tasks.ts", "/app/tasks.ts"]) {
    assert.throws(() => taskModule(address), {
      name: "TypeError",
      message: 'Cannot refer to tasks as "moduleUrl" must be an absolute URL: ' +
        `current value is "${address}": use import.meta.resolve(${JSON.stringify(address)})`,
    });
  }
  assert.throws(() => taskModule(5 as never), /"moduleUrl" must be a non-empty string/);
});

Deno.test("taskModule() takes files, data and names in memory", () => {
  const addresses = [import.meta.resolve("./tasks.ts"), "memory:tasks", "data:text/javascript,"];
  for (const address of addresses) {
    assert.deepEqual(taskModule<{ run(): void }>(address).run, {
      moduleUrl: address,
      exportName: "run",
    });
  }
});
