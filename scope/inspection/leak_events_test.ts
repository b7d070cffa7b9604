import assert from "node:assert/strict";
import { ManualClock } from "../../testing/manual_clock.ts";
import {
  acquireAll,
  defineResource,
  leakReport,
  type ResourceLeakedEvent,
  Scope,
  type ScopeEvent,
  type ScopeLeakedEvent,
  type ScopeOptions,
} from "../mod.ts";
import { placeBelow } from "./testdata/place_below.ts";

type LeakEvent = ResourceLeakedEvent | ScopeLeakedEvent;

/** A root that is watched, and what its observers hear of leaks. */
function watchedRoot(options: ScopeOptions) {
  const clock = new ManualClock();
  const leaks: LeakEvent[] = [];
  const observe = (event: ScopeEvent) => {
    if (event.type === "resource.leaked" || event.type === "scope.leaked") leaks.push(event);
  };
  const root = new Scope("app", { clock, observers: [observe], ...options });
  const names = () =>
    leaks.map((event) => "resource" in event ? `${event.path}/${event.resource}` : event.path);
  return { clock, leaks, root, names };
}

Deno.test("Scope tells once of a resource that is held for too long", async () => {
  const { clock, leaks, root } = watchedRoot({ leaks: true });
  const opened = placeBelow();
  const request = root.child("request", { leaks: { heldMs: 5_000 } });
  clock.advance(10);
  const adopted = placeBelow();
  request.adopt("connection", { close() {} });
  clock.advance(4_989);
  assert.equal(leaks.length, 0);
  clock.advance(20_000);
  const [scope, resource, ...more] = leaks;
  assert.deepEqual(more, []);
  assert.ok(scope?.type === "scope.leaked" && resource?.type === "resource.leaked");
  assert.deepEqual([scope.path, scope.reason, scope.openMs, scope.held], [
    "app/request",
    "open",
    5_000,
    1,
  ]);
  assert.deepEqual([resource.path, resource.resource, resource.heldMs, resource.atMs], [
    "app/request",
    "connection",
    5_000,
    5_010,
  ]);
  assert.match(scope.place ?? "", opened);
  assert.match(resource.place ?? "", adopted);
  await root.close();
  assert.equal(clock.pending, 0);
});

Deno.test("Scope takes down where acquire() was called, not where its value arrived", async () => {
  const { clock, leaks, root } = watchedRoot({ leaks: { heldMs: 100 } });
  const slow = defineResource({
    name: "slow",
    acquire: () => new Promise((resolve) => clock.setTimer(() => resolve(1), 50)),
    release: () => {},
  });
  const acquired = placeBelow();
  const arriving = root.acquire(slow);
  await clock.advanceAsync(50);
  await arriving;
  clock.advance(100);
  const leak = leaks.find((event) => event.type === "resource.leaked");
  assert.equal(leak?.heldMs, 100);
  assert.match(leak?.place ?? "", acquired);
  await root.close();
});

Deno.test("acquireAll() is the place of all it acquires, whenever that begins", async () => {
  const { clock, root } = watchedRoot({ leaks: true });
  const inner = root.child("inner");
  const acquire = () => new Promise<number>((resolve) => clock.setTimer(() => resolve(1), 50));
  const release = () => {};
  const database = defineResource({ name: "database", acquire, release });
  const within = placeBelow();
  const also = () => inner.defer("also", () => {});
  const api = defineResource({ name: "api", needs: { database }, acquire: also, release });
  const called = placeBelow();
  const acquiring = acquireAll(root, { api });
  await clock.advanceAsync(50);
  await acquiring;
  const places = leakReport(root, { heldMs: 0 }).resources.map(({ place = "" }) => place);
  const expected = [called, called, within];
  assert.equal(places.length, 3);
  for (const [index, place] of places.entries()) assert.match(place, expected[index]!);
  await root.close();
});

Deno.test("Scope has no timer and tells nothing when its resources come and go", async () => {
  const { clock, leaks, root } = watchedRoot({ leaks: { heldMs: 100 } });
  for (let index = 0; index < 50; index++) {
    const request = root.child("request");
    const value = request.adopt("connection", { close() {} });
    request.defer("lock", () => {});
    clock.advance(3);
    if (index % 2 === 0) await request.release(value);
    clock.advance(3);
    await request.close();
  }
  assert.equal(leaks.length, 0);
  assert.equal(leakReport(root).resources.length, 0);
  await root.close();
  assert.equal(clock.pending, 0);
});

Deno.test("Scope.move() keeps time and place of what is watched", async () => {
  const { clock, leaks, root, names } = watchedRoot({ leaks: { heldMs: 1_000 } });
  const job = root.child("job", { leaks: { heldMs: 3_000 } });
  const quiet = root.child("quiet", { leaks: { heldMs: Infinity } });
  const adopted = placeBelow();
  const value = root.adopt("file", { close() {} });
  clock.advance(900);
  root.move(value, job);
  clock.advance(2_000);
  assert.deepEqual(names(), []);
  job.move(value, quiet);
  clock.advance(10_000);
  const held = leakReport(root, { heldMs: 12_900 }).resources;
  assert.deepEqual(held.map(({ path, heldMs }) => [path, heldMs]), [["app/quiet", 12_900]]);
  assert.match(held[0]?.place ?? "", adopted);
  quiet.move(value, root);
  clock.advance(0);
  assert.deepEqual(names(), ["app/job", "app/file"]);
  root.move(value, job);
  clock.advance(10_000);
  assert.equal(leaks.length, 2, "told once, wherever it is");
  await root.close();
});

Deno.test("Scope.move() takes a resource out of sight, and back with its place", async () => {
  const { clock, root } = watchedRoot({ leaks: true });
  const unwatched = new Scope("elsewhere", { clock });
  const adopted = placeBelow();
  const value = root.adopt("file", { close() {} });
  const foreign = unwatched.adopt("foreign", { close() {} });
  clock.advance(500);
  root.moveAll(unwatched);
  assert.deepEqual(leakReport(root, { heldMs: 0 }).resources, []);
  unwatched.move(value, root);
  unwatched.move(foreign, root);
  clock.advance(500);
  const { resources } = leakReport(root, { heldMs: 0 });
  assert.deepEqual(resources.map(({ resource, heldMs }) => [resource, heldMs]), [
    ["file", 1_000],
    ["foreign", 500],
  ]);
  assert.match(resources[0]?.place ?? "", adopted);
  await root.close();
  await unwatched.close();
});

Deno.test("Scope counts what observers throw when they are told of leaks", async () => {
  const clock = new ManualClock();
  const observers = [(event: ScopeEvent) => {
    if (event.type === "resource.leaked") throw new Error("observer");
  }];
  const root = new Scope("app", { clock, observers, leaks: { heldMs: 10, places: false } });
  root.defer("lock", () => {});
  clock.advance(10);
  assert.equal(root.stats().observerErrors, 1);
  await root.close();
});

Deno.test("Scope refuses leak options that make no sense", () => {
  const open = (leaks: unknown) => () => new Scope("app", { leaks } as ScopeOptions);
  assert.throws(open({ heldMs: -1 }), RangeError);
  assert.throws(open({ heldMs: "1" }), TypeError);
  assert.throws(open({ places: 1 }), TypeError);
  assert.throws(open({ heldM: 1 }), /option "heldM" does not exist: use "heldMs"/);
  assert.throws(open(1), TypeError);
});
