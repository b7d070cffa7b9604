import assert from "node:assert/strict";
import { ManualClock } from "../testing/manual_clock.ts";
import { acquireAll, defineResource, ReleaseError, Scope } from "./mod.ts";

Deno.test("Scope gives a late value that is being released the time it has by itself", async () => {
  const clock = new ManualClock();
  const scope = new Scope("app", { clock, releaseTimeoutMs: 50 });
  const after = (delayMs: number) =>
    new Promise<void>((resolve) => clock.setTimer(resolve, delayMs));
  const resource = defineResource({
    name: "db",
    acquire: () => after(40),
    release: () => after(20),
  });
  const refused = assert.rejects(scope.acquire(resource), { name: "ScopeClosedError" });
  const closing = scope.close();
  await clock.advanceAsync(60);
  await Promise.all([refused, closing]);
  assert.deepEqual([scope.stats().lateReleased, scope.stats().abandoned], [1, 0]);
});

Deno.test("Scope cuts the release of a late value when the time to close is over", async () => {
  const clock = new ManualClock();
  const scope = new Scope("app", { clock, releaseTimeoutMs: 50, closeTimeoutMs: 70 });
  const resource = defineResource({
    name: "db",
    acquire: () => new Promise<void>((resolve) => clock.setTimer(resolve, 40)),
    release: () => new Promise(() => {}),
  });
  const refused = assert.rejects(scope.acquire(resource), { name: "ScopeClosedError" });
  const closing = assert.rejects(scope.close(), /as the time to close was over/);
  await clock.advanceAsync(69);
  assert.equal(scope.state, "closing");
  await clock.advanceAsync(1);
  await Promise.all([refused, closing]);
  assert.equal(clock.pending, 0);
});

Deno.test("Scope cuts releases at the same time when the time to close is over", async () => {
  const clock = new ManualClock();
  const scope = new Scope("app", { clock, releaseTimeoutMs: Infinity, closeTimeoutMs: 10 });
  const hung = (name: string) =>
    defineResource({ name, acquire: () => name, release: () => new Promise(() => {}) });
  await acquireAll(scope, { first: hung("first"), second: hung("second") });
  const closing = assert.rejects(scope.close(), ReleaseError);
  await clock.advanceAsync(10);
  assert.equal(scope.state, "closed");
  await closing;
  assert.equal(scope.stats().abandoned, 2);
});

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

Deno.test("Scope counts its own time to close from the beginning of the close", async () => {
  const clock = new ManualClock();
  const scope = new Scope("app", { clock, closeTimeoutMs: 300 });
  const log: string[] = [];
  scope.defer("last", () => log.push("last"));
  scope.defer("hung", () => new Promise(() => {}));
  for (let i = 0; i < 6; i++) {
    scope.defer("busy", async () => {
      await Promise.resolve();
      clock.advance(49);
    });
  }
  const rejected = assert.rejects(scope.close(), /"hung".*the time to close was over/);
  await new Promise((resolve) => setImmediate(resolve));
  await clock.advanceAsync(6);
  await rejected;
  assert.deepEqual(log, ["last"]);
});

Deno.test("Scope has 30 seconds to close from the first release that takes time", async () => {
  const clock = new ManualClock();
  const scope = new Scope("app", { clock, releaseTimeoutMs: Infinity });
  scope.defer("hung", () => new Promise(() => {}));
  const rejected = assert.rejects(scope.close(), /the time to close was over/);
  await clock.advanceAsync(29_999);
  assert.equal(scope.state, "closing");
  await clock.advanceAsync(1);
  await rejected;
});
