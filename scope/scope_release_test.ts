import assert from "node:assert/strict";
import { ManualClock } from "../testing/manual_clock.ts";
import { Scope } from "./mod.ts";

Deno.test("Scope.release() releases one value before its turn, once", async () => {
  const log: unknown[] = [];
  const scope = new Scope("app");
  const value = {};
  scope.adopt("twice", value, () => log.push("older"));
  assert.equal(await scope.release("never held"), false);
  scope.adopt("twice", value, (_value, exit) => log.push("newer", exit.status));
  scope.adopt("other", 1, () => log.push("other"));
  assert.equal(await scope.release(value, { status: "success" }), true);
  assert.deepEqual(log, ["newer", "success"]);
  await scope.close();
  assert.deepEqual(log, ["newer", "success", "other", "older"]);
  assert.equal(await scope.release(value), false);
});

Deno.test("Scope.release() calls a deferred function", async () => {
  const scope = new Scope("app");
  let calls = 0;
  const undo = () => calls++;
  scope.defer("undo", undo);
  assert.equal(await scope.release(undo), true);
  await scope.close();
  assert.equal(calls, 1);
});

Deno.test("Scope.release() shares one release, and its error, among callers", async () => {
  const scope = new Scope("app");
  const release = Promise.withResolvers<void>();
  let calls = 0;
  scope.adopt("db", 1, () => {
    calls++;
    return release.promise;
  });
  const both = [scope.release(1), scope.release(1)]
    .map((promise) => assert.rejects(promise, /gone/));
  const closing = scope.close();
  release.reject(new Error("gone"));
  await Promise.all(both);
  await closing;
  assert.equal(calls, 1);
});

Deno.test("Scope.release() rejects with what the release of a close under way throws", async () => {
  const scope = new Scope("app");
  const release = Promise.withResolvers<void>();
  scope.adopt("db", 1, () => release.promise);
  const closing = assert.rejects(scope.close(), /gone/);
  const joined = assert.rejects(scope.release(1), /gone/);
  release.reject(new Error("gone"));
  await Promise.all([closing, joined]);
  assert.equal(await scope.release(1), false);
});

Deno.test("Scope.release() rejects with what the close under way is about to hear", async () => {
  const scope = new Scope("app");
  scope.adopt("db", 1, () => Promise.reject(new Error("gone")));
  const closing = assert.rejects(scope.close(), /gone/);
  await assert.rejects(scope.release(1), /gone/);
  await closing;
});

Deno.test("Scope.release() joins the release of a close under way", async () => {
  const scope = new Scope("app");
  const release = Promise.withResolvers<void>();
  scope.adopt("db", 1, () => release.promise);
  const closing = scope.close();
  const joined = scope.release(1);
  release.resolve();
  assert.equal(await joined, true);
  await closing;
});

Deno.test("Scope.release() is abandoned after the release timeout", async () => {
  const clock = new ManualClock();
  const scope = new Scope("app", { clock, releaseTimeoutMs: 10 });
  scope.adopt("db", 1, () => new Promise(() => {}));
  const rejected = assert.rejects(scope.release(1), { name: "TimeoutError" });
  await clock.advanceAsync(10);
  await rejected;
  await scope.close();
  assert.equal(clock.pending, 0);
});

Deno.test("Scope.release() refuses to wait for itself", async () => {
  const scope = new Scope("app");
  let refused: unknown;
  scope.adopt("db", 1, async () => {
    await scope.release(1).catch((error) => refused = error);
  });
  await scope.release(1);
  assert.ok(refused instanceof TypeError);
  await scope.close();
});

Deno.test("Scope.release() takes another hold of a value while one is being released", async () => {
  const scope = new Scope("app");
  const value = {};
  let releases = 0;
  for (const name of ["older", "newer"]) {
    scope.adopt(name, value, async () => {
      await Promise.resolve();
      releases++;
    });
  }
  assert.deepEqual(await Promise.all([scope.release(value), scope.release(value)]), [true, true]);
  assert.equal(releases, 2);
  assert.equal(scope.stats().held, 0);
  await scope.close();
});

Deno.test("Scope.release() gives back the newest hold of a value that is held twice", async () => {
  const log: string[] = [];
  const scope = new Scope("app");
  const value = {};
  for (const name of ["older", "newer"]) scope.adopt(name, value, () => log.push(name));
  await scope.release(value);
  assert.deepEqual(log, ["newer"]);
  await scope.close();
});
