import assert from "node:assert/strict";
import { disposableController, Scope, withScope } from "../mod.ts";

Deno.test("disposableController() aborts at the end of a block, also when it throws", () => {
  let signal: AbortSignal | undefined;
  assert.throws(() => {
    using controller = disposableController(new AbortController());
    signal = controller.signal;
    assert.equal(signal.aborted, false);
    throw new Error("body");
  }, /^Error: body$/);
  assert.equal(signal?.reason.name, "AbortError");
});

Deno.test("disposableController() keeps the first reason of one that has aborted", () => {
  const controller = new AbortController();
  {
    using same = disposableController(controller, "end of block");
    assert.equal(same, controller);
    controller.abort("by hand");
  }
  assert.equal(controller.signal.reason, "by hand");
});

Deno.test("disposableController() aborts in its place when a scope holds it", async () => {
  const log: string[] = [];
  await withScope("job", (job) => {
    job.defer("older", () => log.push("older"));
    const { signal } = job.use(disposableController(new AbortController()));
    signal.addEventListener("abort", () => log.push("abort"));
    job.defer("newer", () => log.push("newer"));
  });
  assert.deepEqual(log, ["newer", "abort", "older"]);
});

Deno.test("disposableController() aborts at once when the scope is closed", async () => {
  const scope = new Scope("job");
  await scope.close();
  const controller = new AbortController();
  assert.throws(() => scope.use(disposableController(controller)), { name: "ScopeClosedError" });
  assert.equal(controller.signal.aborted, true);
});

Deno.test("disposableController() refuses what cannot abort", () => {
  assert.throws(
    () => disposableController({} as AbortController),
    /^TypeError: Cannot make the controller disposable as "controller" must be an object with the methods abort: current value is an object$/,
  );
});
