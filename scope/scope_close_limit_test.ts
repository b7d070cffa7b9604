import assert from "node:assert/strict";
import { ManualClock } from "../testing/manual_clock.ts";
import { Scope } from "./mod.ts";

Deno.test("Scope keeps its own time to close when somebody asks with more before it takes any", async () => {
  const clock = new ManualClock();
  const scope = new Scope("app", { clock, releaseTimeoutMs: Infinity, closeTimeoutMs: 10 });
  scope.defer("hung", () => new Promise(() => {}));
  const closing = assert.rejects(scope.close(), { name: "TimeoutError" });
  scope.close(undefined, { timeoutMs: 1_000 }).catch(() => {});
  await clock.advanceAsync(10);
  assert.equal(scope.state, "closed");
  await closing;
});

Deno.test("Scope gives no other release up when a child that runs out of time closes first", async () => {
  const clock = new ManualClock();
  const app = new Scope("app", { clock });
  const first = Promise.withResolvers<void>();
  const second = Promise.withResolvers<void>();
  app.defer("second", () => second.promise);
  const child = app.child("child");
  child.defer("first", () => first.promise);
  const closing = app.close();
  await clock.advanceAsync(0);
  first.resolve();
  void child.close(undefined, { timeoutMs: 0 });
  await clock.advanceAsync(0);
  assert.deepEqual([child.state, app.state], ["closed", "closing"]);
  second.resolve();
  await closing;
  assert.equal(app.stats().abandoned, 0);
});
