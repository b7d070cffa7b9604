import assert from "node:assert/strict";
import { ManualClock } from "../../testing/manual_clock.ts";
import { type ResourceSnapshot, Scope, type ScopeSnapshot, snapshotScope } from "../mod.ts";
import { placeBelow } from "./testdata/place_below.ts";

/** Without the numbers, which depend on what ran before. */
function withoutIds(snapshot: ScopeSnapshot): unknown {
  return JSON.parse(
    JSON.stringify(snapshot),
    (key, value) => key === "id" ? undefined : value,
  );
}

Deno.test("snapshotScope() takes down times, history and what went wrong", async () => {
  const clock = new ManualClock();
  const app = new Scope("app", { clock, trace: true });
  const request = app.child("request");
  request.defer("lock", () => {
    clock.advance(2);
    throw new Error("gone");
  });
  clock.advance(10.123456);
  const error = new Error("boom");
  await assert.rejects(request.close({ status: "failure", error }));
  app.defer("farewell", () => {});
  clock.advance(1.5);
  assert.deepEqual(withoutIds(snapshotScope(app)), {
    name: "app",
    path: "app",
    state: "open",
    openMs: 13.623,
    resources: [{ name: "farewell", state: "held", heldMs: 1.5 }],
    children: [{
      name: "request",
      state: "closed",
      exit: "failure",
      error: "Error: boom",
      failedReleases: 1,
      openMs: 10.123,
      closeMs: 2,
      resources: [{
        name: "lock",
        state: "failed",
        heldMs: 10.123,
        releaseMs: 2,
        note: "Error: gone",
      }],
      children: [],
    }],
  });
  await app.close();
});

Deno.test("snapshotScope() knows no times and counts the past when there is no trace", async () => {
  const app = new Scope("app");
  app.defer("first", () => {});
  app.adopt("second", { close() {} });
  await app.child("request").close();
  const undo = () => {};
  app.defer("undo", undo);
  await app.release(undo);
  assert.deepEqual(withoutIds(snapshotScope(app)), {
    name: "app",
    path: "app",
    state: "open",
    resources: [{ name: "first", state: "held" }, { name: "second", state: "held" }],
    moreResources: 1,
    children: [],
    moreChildren: 1,
  });
  await app.close();
  assert.deepEqual(withoutIds(snapshotScope(app)), {
    name: "app",
    path: "app",
    state: "closed",
    exit: "unknown",
    resources: [],
    moreResources: 3,
    children: [],
    moreChildren: 1,
  });
});

Deno.test("snapshotScope() keeps the order of arrival when only some have details", async () => {
  const app = new Scope("app");
  const acquire = () => ({});
  app.defer("first", () => {});
  app.acquireSync({ name: "second", acquire, release: () => {}, releaseTimeoutMs: 10 });
  app.defer("third", () => {});
  const names = snapshotScope(app).resources.map(({ name }) => name);
  assert.deepEqual(names, ["first", "second", "third"]);
  await app.close();
});

Deno.test("snapshotScope() knows no times where they were kept elsewhere only", async () => {
  const traced = new Scope("traced", { trace: true });
  const app = new Scope("app");
  traced.defer("lock", () => {});
  traced.moveAll(app);
  const [{ id: _id, ...lock }] = snapshotScope(app).resources as [ResourceSnapshot];
  assert.deepEqual(lock, { name: "lock", state: "held" });
  await traced.close();
  await app.close();
});

Deno.test("snapshotScope() is plain data, frozen all through", async () => {
  const app = new Scope("app", { trace: true });
  app.child("request").defer("lock", () => {});
  const snapshot = snapshotScope(app);
  assert.deepEqual(JSON.parse(JSON.stringify(snapshot)), snapshot);
  assert.deepEqual(structuredClone(snapshot), snapshot);
  const [request] = snapshot.children;
  const parts = [snapshot, snapshot.children, request, request?.resources, request?.resources[0]];
  for (const part of parts) assert.ok(Object.isFrozen(part));
  await app.close();
});

Deno.test("snapshotScope() says where things come from when leaks are looked for", async () => {
  const opened = placeBelow();
  const app = new Scope("app", { leaks: true });
  const adopted = placeBelow();
  app.adopt("connection", { close() {} });
  const { place, resources } = snapshotScope(app);
  assert.match(place ?? "", opened);
  assert.match(resources[0]?.place ?? "", adopted);
  await app.close();
});

Deno.test("snapshotScope() says why a scope was told to stop while it is open", async () => {
  const stop = new AbortController();
  const app = new Scope("app", { signal: stop.signal });
  stop.abort(new Error("SIGTERM"));
  const { state, exit, error } = snapshotScope(app);
  assert.deepEqual([state, exit, error], ["open", "aborted", "Error: SIGTERM"]);
  await app.close();
});

Deno.test("snapshotScope() follows a tree as deep as JSON can", () => {
  const root = new Scope("root");
  let scope = root;
  for (let depth = 0; depth < 2_000; depth++) scope = scope.child("level");
  let snapshot = snapshotScope(root, { maxDepth: 1_000 });
  assert.ok(JSON.stringify(snapshot).length > 50_000);
  for (let depth = 0; depth < 1_000; depth++) snapshot = snapshot.children[0]!;
  assert.deepEqual([snapshot.children, snapshot.moreChildren], [[], 1]);
  assert.throws(() => snapshotScope(root, { maxDepth: 1_001 }), RangeError);
});
