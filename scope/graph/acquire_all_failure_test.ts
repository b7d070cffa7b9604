import assert from "node:assert/strict";
import { ManualClock } from "../../testing/manual_clock.ts";
import {
  acquireAll,
  AcquireError,
  defineResource,
  type Resource,
  Scope,
  ScopeClosedError,
} from "../mod.ts";
import { handMade, settle } from "./testdata/hand_made.ts";

const refused = new Error("refused");

function failing(name: string, error: unknown = refused): Resource<never> {
  return defineResource({ name, acquire: () => Promise.reject(error), release: () => {} });
}

Deno.test("acquireAll() aborts the others and releases what has arrived when one fails", async () => {
  const log: string[] = [];
  const db = handMade("db", log);
  const users = handMade("users", log, { needs: { db: db.resource } });
  const hanging = handMade("hanging", log);
  const bad = handMade("bad", log);
  await using app = new Scope("app");
  app.defer("own", () => log.push("-own"));
  const resources = { users: users.resource, hanging: hanging.resource, bad: bad.resource };
  const rejected = assert.rejects(acquireAll(app, resources), (error) => error === refused);
  await db.arrive();
  await users.arrive();
  log.length = 0;
  await bad.fail(refused);
  await rejected;
  assert.deepEqual(log, ["-users aborted", "-db aborted"]);
  assert.equal(hanging.signals[0]!.reason, refused);
  assert.deepEqual([app.stats().held, app.state], [1, "open"]);
  await hanging.arrive();
  assert.deepEqual(log.slice(2), ["hanging!", "-hanging aborted"]);
});

Deno.test("acquireAll() starts nothing more once one has failed", async () => {
  const log: string[] = [];
  const db = handMade("db", log);
  const api = handMade("api", log, { needs: { db: db.resource } });
  await using app = new Scope("app");
  const resources = { bad: failing("bad"), api: api.resource };
  await assert.rejects(acquireAll(app, resources, { concurrency: 1 }), /refused/);
  assert.deepEqual(log, []);
});

Deno.test("acquireAll() waits with its rejection until slow releases have ended, users first", async () => {
  const log: string[] = [];
  const slowRelease = true;
  const db = handMade("db", log, { slowRelease });
  const users = handMade("users", log, { needs: { db: db.resource }, slowRelease });
  const orders = handMade("orders", log, { needs: { db: db.resource }, slowRelease });
  const bad = handMade("bad", log, { needs: { u: users.resource, o: orders.resource } });
  await using app = new Scope("app");
  const rejected = assert.rejects(acquireAll(app, { bad: bad.resource }), /refused/)
    .then(() => log.push("rejected"));
  await db.arrive();
  await users.arrive();
  await orders.arrive();
  log.length = 0;
  await bad.fail(refused);
  assert.deepEqual(log, ["-orders aborted", "-users aborted"]);
  await orders.released();
  assert.deepEqual(log.slice(2), ["-orders!"]);
  await users.released();
  assert.deepEqual(log.slice(3), ["-users!", "-db aborted"]);
  await db.released();
  await rejected;
  assert.deepEqual(log.slice(5), ["-db!", "rejected"]);
});

Deno.test("acquireAll() keeps what an aborted acquisition still works with until that has ended", async () => {
  const log: string[] = [];
  const clock = new ManualClock();
  const db = handMade("db", log);
  const api = handMade("api", log, { needs: { db: db.resource }, slowRelease: true });
  await using app = new Scope("app", { clock });
  const controller = new AbortController();
  const { signal } = controller;
  const rejected = assert.rejects(acquireAll(app, { api: api.resource }, { signal }), refused);
  await db.arrive();
  controller.abort(refused);
  await settle();
  assert.equal(api.signals[0]!.reason, refused);
  log.length = 0;
  await api.arrive();
  assert.deepEqual(log, ["api!", "-api aborted"]);
  await api.released();
  await rejected;
  assert.deepEqual(log.slice(2), ["-api!", "-db aborted"]);
  assert.equal(clock.pending, 0);
});

Deno.test("acquireAll() waits for an aborted acquisition no longer than the release timeout", async () => {
  const log: string[] = [];
  const clock = new ManualClock();
  const db = handMade("db", log);
  const api = handMade("api", log, { needs: { db: db.resource } });
  await using app = new Scope("app", { clock, releaseTimeoutMs: 40 });
  const rejected = assert.rejects(acquireAll(app, { api: api.resource }, { timeoutMs: 50 }), {
    name: "TimeoutError",
    message: 'Cannot acquire "api" in scope "app" within 50 ms: still waiting for "api"',
  });
  await db.arrive();
  await clock.advanceAsync(89);
  assert.deepEqual(log, ["db()?", "db!", "api(db)?"]);
  await clock.advanceAsync(1);
  await rejected;
  assert.deepEqual(log.slice(3), ["-db aborted"]);
  await api.arrive();
  assert.deepEqual(log.slice(4), ["api!", "-api aborted"]);
  assert.equal(clock.pending, 0);
});

Deno.test("acquireAll() throws AcquireError when two fail at once or a release fails too", async () => {
  await using app = new Scope("app");
  const other = new Error("other");
  const leaving = defineResource({
    name: "leaving",
    acquire: () => 1,
    release: () => Promise.reject(new Error("no way out")),
  });
  const resources = { leaving, bad: failing("bad"), worse: failing("worse", other) };
  await assert.rejects(acquireAll(app, resources), (error) => {
    assert.ok(error instanceof AcquireError);
    assert.equal(error.cause, refused);
    assert.equal(error.errors[0], other);
    assert.equal(error.errors[1].message, "no way out");
    assert.deepEqual(error.resources, ["app/worse", "app/leaving"]);
    assert.equal(
      error.message,
      'Cannot acquire the resources in scope "app": besides the cause, app/worse, app/leaving failed',
    );
    return true;
  });
  await app.close();
});

Deno.test("acquireAll() abandons a release that hangs and goes on with the next", async () => {
  const log: string[] = [];
  const clock = new ManualClock();
  const db = handMade("db", log);
  const stuck = defineResource({
    name: "stuck",
    needs: { db: db.resource },
    acquire: () => 1,
    release: () => new Promise(() => {}),
    releaseTimeoutMs: 20,
  });
  const bad = handMade("bad", log);
  await using app = new Scope("app", { clock });
  const rejected = assert.rejects(acquireAll(app, { stuck, bad: bad.resource }), (error) => {
    assert.ok(error instanceof AcquireError);
    assert.deepEqual([error.cause, error.errors[0].name], [refused, "TimeoutError"]);
    return true;
  });
  await db.arrive();
  await bad.fail(refused);
  assert.equal(log.includes("-db aborted"), false);
  await clock.advanceAsync(20);
  await rejected;
  assert.equal(log.at(-1), "-db aborted");
});

Deno.test("acquireAll() rejects with the TimeoutError of a resource that takes too long", async () => {
  const clock = new ManualClock();
  await using app = new Scope("app", { clock });
  const slow = defineResource({
    name: "slow",
    acquire: ({ signal }) =>
      new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject())),
    release: () => {},
    timeoutMs: 30,
  });
  const rejected = assert.rejects(acquireAll(app, { slow }), {
    name: "TimeoutError",
    message: 'Cannot acquire "slow" in scope "app" within 30 ms',
  });
  await clock.advanceAsync(30);
  await rejected;
});

Deno.test("acquireAll() rejects with ScopeClosedError when the scope closes, which releases all", async () => {
  const log: string[] = [];
  const db = handMade("db", log);
  const [one, two] = ["one", "two"].map((name) =>
    handMade(name, log, { needs: { db: db.resource } })
  );
  const clock = new ManualClock();
  const app = new Scope("app", { clock });
  const resources = { one: one!.resource, two: two!.resource };
  const rejected = assert.rejects(acquireAll(app, resources), ScopeClosedError);
  await db.arrive();
  const closing = app.close({ status: "success" });
  await rejected;
  await two!.arrive();
  log.length = 0;
  await one!.arrive();
  await closing;
  assert.deepEqual(log, ["one!", "-one aborted", "-db success"]);
  await assert.rejects(acquireAll(app, resources), ScopeClosedError);
});

Deno.test("acquireAll() leaves to the scope what it was about to release when the scope closes", async () => {
  const log: string[] = [];
  const db = handMade("db", log);
  const api = handMade("api", log, { needs: { db: db.resource } });
  const own = Promise.withResolvers<void>();
  const app = new Scope("app", { clock: new ManualClock() });
  const controller = new AbortController();
  const { signal } = controller;
  const rejected = assert.rejects(acquireAll(app, { api: api.resource }, { signal }));
  await db.arrive();
  app.defer("own", () => own.promise.then(() => log.push("-own")));
  controller.abort();
  await settle();
  const closing = app.close();
  log.length = 0;
  await api.arrive();
  await rejected;
  assert.deepEqual(log, ["api!", "-api aborted"]);
  own.resolve();
  await closing;
  assert.deepEqual(log.slice(2), ["-own", "-db unknown"]);
});

for (const concurrency of [1, Infinity]) {
  Deno.test(`acquireAll() refuses when the scope closes upon an arrival, with concurrency ${concurrency}`, async () => {
    const log: string[] = [];
    const part = (name: string) =>
      defineResource({ name, acquire: () => log.push(name), release: () => log.push(`-${name}`) });
    const [a, b] = [part("a"), part("b")];
    const observer = ({ type }: { type: string }) => {
      if (type === "resource.acquired") queueMicrotask(() => app.close());
    };
    const app = new Scope("app", { observers: [observer] });
    const resources: Record<string, Resource<number>> = concurrency === 1 ? { a, b } : { a };
    const acquiring = acquireAll(app, resources, { concurrency });
    await assert.rejects(acquiring, ScopeClosedError);
    assert.deepEqual(log, ["a", "-a"]);
    await assert.rejects(acquireAll(app, {}), ScopeClosedError);
  });
}

Deno.test("acquireAll() does nothing when its signal has aborted before", async () => {
  const log: string[] = [];
  const db = handMade("db", log);
  await using app = new Scope("app");
  const signal = AbortSignal.abort(refused);
  await assert.rejects(acquireAll(app, { db: db.resource }, { signal }), (e) => e === refused);
  await assert.rejects(acquireAll(app, {}, { signal }), (error) => error === refused);
  assert.deepEqual(log, []);
});

Deno.test("acquireAll() rejects with the reason when the scope is told to stop", async () => {
  const log: string[] = [];
  const controller = new AbortController();
  const db = handMade("db", log);
  const slow = handMade("slow", log);
  await using app = new Scope("app", { signal: controller.signal });
  const resources = { db: db.resource, slow: slow.resource };
  const rejected = assert.rejects(acquireAll(app, resources), (error) => error === refused);
  await db.arrive();
  controller.abort(refused);
  await rejected;
  assert.equal(log.at(-1), "-db aborted");
  await assert.rejects(acquireAll(app, resources), (error) => error === refused);
  await slow.arrive();
});

Deno.test("acquireAll() refuses to go on when what it counts on is released meanwhile", async () => {
  const log: string[] = [];
  const db = handMade("db", log);
  const slow = handMade("slow", log);
  const api = handMade("api", log, { needs: { db: db.resource, slow: slow.resource } });
  await using app = new Scope("app");
  const rejected = assert.rejects(acquireAll(app, { api: api.resource }), {
    name: "TypeError",
    message: 'Cannot acquire "api" as "db", which it needs, was released meanwhile: ' +
      "release it before or after, not during the call",
  });
  await db.arrive();
  assert.equal(await app.release("db"), true);
  await slow.arrive();
  await rejected;
  assert.equal(log.at(-1), "-slow aborted");
});

Deno.test("acquireAll() answers no value that was released as soon as it arrived", async () => {
  const observer = ({ type }: { type: string }) => {
    if (type === "resource.acquired") queueMicrotask(() => app.release("db"));
  };
  await using app = new Scope("app", { observers: [observer] });
  const db = defineResource({ name: "db", acquire: () => "db", release: () => {} });
  await assert.rejects(acquireAll(app, { db }), /^TypeError: .*"db" was released meanwhile/);
});
