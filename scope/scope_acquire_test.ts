import assert from "node:assert/strict";
import { ManualClock } from "../testing/manual_clock.ts";
import { defineResource, Scope, ScopeClosedError, type ScopeExit } from "./mod.ts";
import { byHand } from "./testdata/by_hand.ts";

Deno.test("Scope.acquire() rejects at once and releases the late value when the time is up", async () => {
  const clock = new ManualClock();
  const log: string[] = [];
  const scope = new Scope("app", { clock });
  const db = byHand("db", log);
  const acquiring = scope.acquire(db.resource, { timeoutMs: 30 });
  const rejected = assert.rejects(acquiring, {
    name: "TimeoutError",
    message: 'Cannot acquire "db" in scope "app" within 30 ms',
  });
  await clock.advanceAsync(30);
  await rejected;
  assert.equal(db.signal()?.aborted, true);
  assert.equal(scope.stats().acquiring, 1);
  db.arrive("value");
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(log, ["value aborted"]);
  assert.deepEqual(
    [scope.stats().acquiring, scope.stats().held, scope.stats().lateReleased],
    [0, 0, 1],
  );
  await scope.close();
});

Deno.test("Scope.acquire() rejects with the reason when its signal aborts", async () => {
  const scope = new Scope("app");
  const controller = new AbortController();
  const db = byHand("db", []);
  const acquiring = scope.acquire(db.resource, { signal: controller.signal });
  const reason = new Error("stop");
  controller.abort(reason);
  await assert.rejects(acquiring, (error) => error === reason);
  assert.equal(db.signal()?.reason, reason);
  await assert.rejects(
    scope.acquire(db.resource, { signal: controller.signal }),
    (error) => error === reason,
  );
  db.arrive("late");
  await scope.close();
});

Deno.test("Scope.acquire() acquires nothing when its signal has aborted", async () => {
  const scope = new Scope("app");
  let tries = 0;
  const resource = defineResource({ name: "db", acquire: () => tries++, release: () => {} });
  const signal = AbortSignal.abort("enough");
  await assert.rejects(scope.acquire(resource, { signal }), (reason) => reason === "enough");
  assert.equal(tries, 0);
  await scope.close();
});

Deno.test("Scope.acquire() hands out an aborted signal when a resource looks at it late", async () => {
  const scope = new Scope("app");
  const looked = Promise.withResolvers<void>();
  const resource = defineResource({
    name: "db",
    acquire: async (context) => {
      await looked.promise;
      context.signal.throwIfAborted();
      return "connection";
    },
    release: () => assert.fail("must not be acquired"),
  });
  const refused = assert.rejects(scope.acquire(resource), { name: "ScopeClosedError" });
  const closing = scope.close();
  await refused;
  looked.resolve();
  await closing;
});

Deno.test("Scope.acquire() rejects when the scope closes, which waits for the late value", async () => {
  const log: string[] = [];
  const scope = new Scope("app");
  scope.defer("pool", () => log.push("pool"));
  const db = byHand("db", log);
  const rejected = assert.rejects(scope.acquire(db.resource), {
    name: "ScopeClosedError",
    message: 'Cannot acquire "db" as scope "app" is closed or closing',
  });
  const closing = scope.close();
  await rejected;
  assert.deepEqual(log, []);
  db.arrive("value");
  await closing;
  assert.deepEqual(log, ["value aborted", "pool"]);
});

Deno.test("Scope stops waiting for a value that never arrives after the release timeout", async () => {
  const clock = new ManualClock();
  const log: string[] = [];
  const scope = new Scope("app", { clock, releaseTimeoutMs: 40 });
  const db = byHand("db", log);
  const rejected = assert.rejects(scope.acquire(db.resource), ScopeClosedError);
  const closing = scope.close();
  await clock.advanceAsync(40);
  await closing;
  await rejected;
  db.arrive("very late");
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(log, ["very late aborted"]);
});

Deno.test("Scope reports at its close what the release of a late value threw before", async () => {
  const scope = new Scope("app");
  const arrival = Promise.withResolvers<number>();
  const resource = defineResource({
    name: "db",
    acquire: () => arrival.promise,
    release: () => Promise.reject(new Error("late failure")),
  });
  const controller = new AbortController();
  const acquiring = scope.acquire(resource, { signal: controller.signal });
  controller.abort();
  await assert.rejects(acquiring, { name: "AbortError" });
  arrival.resolve(1);
  await new Promise((resolve) => setImmediate(resolve));
  await assert.rejects(scope.close(), /late failure/);
});

Deno.test("Scope.acquire() registers nothing when acquiring throws", async () => {
  const scope = new Scope("app");
  const resource = defineResource({
    name: "db",
    acquire: () => {
      throw new Error("refused");
    },
    release: () => assert.fail("must not be released"),
  });
  await assert.rejects(scope.acquire(resource), /refused/);
  assert.equal(scope.stats().acquireFailed, 1);
  await scope.close();
});

Deno.test("Scope.acquire() rejects with the reason when the scope was told to stop", async () => {
  const controller = new AbortController();
  const scope = new Scope("app", { signal: controller.signal });
  const child = scope.child("request");
  controller.abort("enough");
  const resource = defineResource({ name: "db", acquire: () => 1, release: () => {} });
  await assert.rejects(child.acquire(resource), (reason) => reason === "enough");
  assert.equal(child.signal.reason, "enough");
  assert.equal(scope.child("later").signal.reason, "enough");
  let exit: ScopeExit | undefined;
  child.defer("look", (given) => exit = given);
  await scope.close();
  assert.deepEqual(exit, { status: "aborted", error: "enough" });
});

Deno.test("Scope.acquire() checks a resource that was not made by defineResource()", async () => {
  const scope = new Scope("app");
  const resource = { name: "db", acquire: () => 1, release: () => {} };
  const refuse = async (wrong: object, message: RegExp) =>
    await assert.rejects(scope.acquire({ ...resource, ...wrong }), message);
  await refuse({ releaseTimeoutMs: NaN }, /^RangeError: .*"resource.releaseTimeoutMs"/);
  await refuse({ releaseTimeoutMs: "5" }, /^TypeError: .*"resource.releaseTimeoutMs"/);
  await refuse({ timeoutMs: -1 }, /^RangeError: .*"resource.timeoutMs"/);
  await refuse({ name: "" }, /^TypeError: .*"resource.name"/);
  await assert.rejects(scope.acquire(undefined as never), /^TypeError: .*"resource" must be/);
  assert.deepEqual([scope.stats().acquired, scope.stats().acquireFailed], [0, 0]);
  await scope.close();
});
