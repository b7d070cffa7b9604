import assert from "node:assert/strict";
import { ManualClock } from "../../testing/manual_clock.ts";
import { defineResource, leakReport, Scope } from "../mod.ts";
import { placeBelow } from "./testdata/place_below.ts";

Deno.test("leakReport() lists what is held and open for longer than each scope allows", async () => {
  const clock = new ManualClock();
  const app = new Scope("app", { clock, leaks: true });
  app.defer("database", () => {});
  const opened = placeBelow();
  const request = app.child("request", { leaks: { heldMs: 100 } });
  const adopted = placeBelow();
  request.adopt("connection", { close() {} });
  clock.advance(60);
  request.defer("lock", () => {});
  const part = request.child("part");
  clock.advance(39);
  assert.equal(leakReport(app).ok, true);
  clock.advance(1);
  const { ok, watched, resources, scopes, abandoned, forgotten } = leakReport(app);
  assert.deepEqual([ok, watched, abandoned, forgotten], [false, 3, [], []]);
  assert.deepEqual(
    resources.map(({ path, resource, heldMs }) => [path, resource, heldMs]),
    [["app/request", "connection", 100]],
  );
  assert.deepEqual(
    scopes.map(({ path, openMs, held }) => [path, openMs, held]),
    [["app/request", 100, 2]],
  );
  assert.match(resources[0]?.place ?? "", adopted);
  assert.match(scopes[0]?.place ?? "", opened);
  assert.equal(leakReport(part).watched, 1);
  const everywhere = leakReport().watched;
  for (let index = 0; index < 10; index++) await app.child("short").close();
  assert.equal(leakReport().watched, everywhere);
  await app.close();
  assert.deepEqual(leakReport(app), { ...leakReport(app), ok: true, watched: 0 });
});

Deno.test("leakReport() lists everything when its limit is 0", async () => {
  const clock = new ManualClock();
  const app = new Scope("app", { clock, leaks: { places: false } });
  app.defer("database", () => {});
  app.child("request").defer("connection", () => {});
  const { resources, scopes } = leakReport(app, { heldMs: 0 });
  assert.deepEqual(resources.map(({ resource }) => resource), ["database", "connection"]);
  assert.deepEqual(scopes.map(({ path, place }) => [path, place]), [["app/request", undefined]]);
  await app.close();
});

Deno.test("leakReport() keeps a release that was given up until it settles", async () => {
  const clock = new ManualClock();
  const app = new Scope("app", { clock, leaks: true, releaseTimeoutMs: 10 });
  const request = app.child("request");
  const hung = Promise.withResolvers<void>();
  const adopted = placeBelow();
  request.adopt("socket", {}, () => hung.promise);
  const closing = assert.rejects(request.close(), { name: "TimeoutError" });
  await clock.advanceAsync(10);
  await closing;
  clock.advance(30);
  const [release, ...more] = leakReport(app).abandoned;
  assert.equal(more.length, 0);
  assert.deepEqual([release?.path, release?.resource, release?.abandonedMs], [
    "app/request",
    "socket",
    30,
  ]);
  assert.match(release?.place ?? "", adopted);
  assert.equal(leakReport(request).abandoned.length, 1);
  assert.ok(leakReport().abandoned.some(({ path }) => path === "app/request"));
  const other = new Scope("other", { leaks: true });
  assert.equal(leakReport(other).ok, true);
  hung.resolve();
  await clock.advanceAsync(0);
  assert.equal(leakReport(app).ok, true);
  await app.close();
  await other.close();
});

Deno.test("leakReport() knows a late value whose release was given up", async () => {
  const clock = new ManualClock();
  const app = new Scope("app", { clock, leaks: true, releaseTimeoutMs: 10 });
  const slow = defineResource({
    name: "slow",
    acquire: () => new Promise((resolve) => clock.setTimer(() => resolve(1), 50)),
    release: () => new Promise(() => {}),
  });
  const acquiring = assert.rejects(app.acquire(slow, { timeoutMs: 20 }), { name: "TimeoutError" });
  await clock.advanceAsync(100);
  await acquiring;
  assert.deepEqual(leakReport(app).abandoned.map(({ resource }) => resource), ["slow"]);
  await assert.rejects(app.close(), { name: "TimeoutError" });
});

Deno.test("leakReport() looks at watched scopes below ones that are not", async () => {
  const clock = new ManualClock();
  const app = new Scope("app", { clock });
  const middle = app.child("middle");
  const request = middle.child("request", { leaks: { heldMs: 10 } });
  request.child("quiet", { leaks: false }).defer("lock", () => {});
  request.adopt("socket", {}, () => {});
  clock.advance(10);
  for (const report of [leakReport(app), leakReport(middle), leakReport(request)]) {
    assert.equal(report.watched, 1);
    assert.deepEqual(report.resources.map(({ path }) => path), ["app/middle/request"]);
  }
  assert.ok(leakReport().resources.some(({ path }) => path === "app/middle/request"));
  await app.close();
  assert.equal(clock.pending, 0);
});

Deno.test("leakReport() is frozen all through", async () => {
  const app = new Scope("app", { leaks: true });
  app.defer("lock", () => {});
  app.child("request");
  const report = leakReport(app, { heldMs: 0 });
  const { resources, scopes, abandoned, forgotten } = report;
  const parts = [report, resources, resources[0], scopes, scopes[0], abandoned, forgotten];
  for (const part of parts) assert.ok(Object.isFrozen(part));
  await app.close();
});

Deno.test("leakReport() says nothing of scopes without the option", async () => {
  const app = new Scope("app");
  app.defer("lock", () => {});
  const { ok, watched, resources } = leakReport(app, { heldMs: 0 });
  assert.deepEqual([ok, watched, resources], [true, 0, []]);
  await app.close();
});

Deno.test("leakReport() refuses what is no scope and no option", () => {
  assert.throws(() => leakReport({} as Scope), TypeError);
  assert.throws(() => leakReport(undefined, { heldMs: -1 }), RangeError);
  assert.throws(() => leakReport(undefined, { held: 1 } as object), TypeError);
});
