import assert from "node:assert/strict";
import {
  acquireAll,
  type AcquireContext,
  defineResource,
  type Resource,
  Scope,
  type ScopeExit,
  withScope,
} from "../mod.ts";
import { handMade } from "./testdata/hand_made.ts";

Deno.test("acquireAll() acquires at the same time what does not depend on each other", async () => {
  const log: string[] = [];
  const db = handMade("db", log);
  const cache = handMade("cache", log);
  const api = handMade("api", log, { needs: { db: db.resource, cache: cache.resource } });
  await withScope("app", async (app) => {
    const acquiring = acquireAll(app, { api: api.resource });
    assert.deepEqual(log, ["db()?", "cache()?"]);
    await cache.arrive();
    await db.arrive();
    await api.arrive();
    assert.deepEqual(await acquiring, { api: "api" });
  });
  assert.deepEqual(log, [
    "db()?",
    "cache()?",
    "cache!",
    "db!",
    "api(db,cache)?",
    "api!",
    "-api success",
    "-db success",
    "-cache success",
  ]);
});

Deno.test("acquireAll() acquires once what several need, also under two keys", async () => {
  const log: string[] = [];
  const db = handMade("db", log);
  const users = handMade("users", log, { needs: { db: db.resource } });
  const orders = handMade("orders", log, { needs: { store: db.resource } });
  await using app = new Scope("app");
  const acquiring = acquireAll(app, {
    users: users.resource,
    db: db.resource,
    orders: orders.resource,
    again: db.resource,
  });
  await db.arrive();
  await users.arrive();
  await orders.arrive();
  const all = await acquiring;
  assert.deepEqual(
    Object.entries(all).flat().join(" "),
    "users users db db orders orders again db",
  );
  assert.equal(log.filter((line) => line === "db()?").length, 1);
});

Deno.test("acquireAll() goes on with each resource as soon as what it needs is there", async () => {
  const log: string[] = [];
  const slow = handMade("slow", log);
  const quick = handMade("quick", log);
  const next = handMade("next", log, { needs: { quick: quick.resource } });
  await using app = new Scope("app");
  const acquiring = acquireAll(app, { slow: slow.resource, next: next.resource });
  await quick.arrive();
  await next.arrive();
  assert.deepEqual(log, ["slow()?", "quick()?", "quick!", "next(quick)?", "next!"]);
  await slow.arrive();
  await acquiring;
});

Deno.test("acquireAll() acquires as many at the same time as concurrency says", async () => {
  const log: string[] = [];
  const parts = ["a", "b", "c"].map((name) => handMade(name, log));
  await using app = new Scope("app");
  const resources = Object.fromEntries(parts.map(({ resource }) => [resource.name, resource]));
  const acquiring = acquireAll(app, resources, { concurrency: 2 });
  assert.deepEqual(log, ["a()?", "b()?"]);
  await parts[1]!.arrive();
  assert.deepEqual(log, ["a()?", "b()?", "b!", "c()?"]);
  await parts[0]!.arrive();
  await parts[2]!.arrive();
  assert.deepEqual(await acquiring, { a: "a", b: "b", c: "c" });
});

Deno.test("acquireAll() hands over signal and attempt, and acquires under the own name of the resource", async () => {
  let given: AcquireContext | undefined;
  const db = defineResource({
    name: "db",
    acquire: (context) => {
      given = context;
      return 1;
    },
    release: () => {},
  });
  const names: string[] = [];
  await using app = new Scope("app", {
    observers: [(event) => "resource" in event && names.push(event.resource)],
  });
  await acquireAll(app, { db });
  assert.deepEqual([given!.attempt, given!.signal.aborted, given!.needs], [1, false, {}]);
  assert.deepEqual(names, ["db", "db"]);
});

Deno.test("acquireAll() takes an instance of a class as a resource, with its methods", async () => {
  class Counter implements Resource<number> {
    readonly name = "counter";
    #count = 0;
    acquire(): number {
      return ++this.#count;
    }
    release(value: number): void {
      this.#count -= value;
    }
    get count(): number {
      return this.#count;
    }
  }
  const counter = new Counter();
  const app = new Scope("app");
  const user = defineResource({
    name: "user",
    needs: { counter: counter as Resource<number> },
    acquire: ({ needs }) => needs.counter + 1,
    release: () => {},
  });
  assert.deepEqual(await acquireAll(app, { user }), { user: 2 });
  assert.equal(counter.count, 1);
  await app.close();
  assert.equal(counter.count, 0);
});

Deno.test("acquireAll() answers nothing when asked for nothing", async () => {
  await using app = new Scope("app");
  assert.deepEqual(await acquireAll(app, {}), {});
});

Deno.test("acquireAll() holds apart resources with the same value", async () => {
  const log: string[] = [];
  const step = (name: string, needs: Record<string, Resource<void>> = {}) =>
    defineResource({
      name,
      needs,
      acquire: () => {},
      release: (_value: void, exit: ScopeExit) => void log.push(`${name} ${exit.status}`),
    });
  const schema = step("schema");
  const rows = step("rows", { schema });
  const failing = defineResource({
    name: "failing",
    needs: { rows },
    acquire: () => Promise.reject(new Error("refused")),
    release: () => {},
  });
  await using app = new Scope("app");
  app.adopt("other", undefined, () => log.push("other"));
  const failed = assert.rejects(acquireAll(app, { failing }), /refused/);
  app.adopt("another", undefined, () => log.push("another"));
  await failed;
  assert.deepEqual(log, ["rows aborted", "schema aborted"]);
  assert.equal(app.stats().held, 2);
});

/** Resources of which each needs the one before; their values are their places. */
function chainOf(length: number, release: (place: number) => unknown): Resource<number> {
  let before: Record<string, Resource<number>> = {};
  for (let place = 1; place < length; place++) {
    before = {
      link: defineResource({
        name: `link ${place}`,
        needs: before,
        acquire: ({ needs }) => (needs.link ?? 0) + 1,
        release,
      }),
    };
  }
  const acquire = ({ needs }: AcquireContext<Record<string, number>>) => needs.link! + 1;
  return defineResource({ name: "last", needs: before, acquire, release });
}

Deno.test("acquireAll() works through a chain of 10,000 resources and a row of 1,000", async () => {
  const log: number[] = [];
  const release = (place: number) => log.push(place);
  const last = chainOf(10_000, release);
  const row: Record<string, Resource<number>> = {};
  for (let index = 0; index < 1_000; index++) {
    const acquire = async ({ needs }: AcquireContext<{ last: number }>) => {
      return await Promise.resolve(needs.last + 1);
    };
    row[index] = defineResource({ name: `part ${index}`, needs: { last }, acquire, release });
  }
  const app = new Scope("app");
  const all = Object.values(await acquireAll(app, row));
  assert.equal(all.length, 1_000);
  assert.ok(all.every((place) => place === 10_001));
  assert.deepEqual(await acquireAll(app, { last }), { last: 10_000 });
  assert.equal(app.stats().acquired, 11_000);
  await app.close();
  assert.deepEqual(log, log.toSorted((a, b) => b - a));
  assert.equal(log.length, 11_000);
});

Deno.test("acquireAll() gives back a chain of 10,000 resources when its end fails", async () => {
  const log: number[] = [];
  const last = chainOf(10_000, async (place) => {
    await Promise.resolve();
    log.push(place);
  });
  const end = defineResource({
    name: "end",
    needs: { last },
    acquire: () => Promise.reject(new Error("refused")),
    release: () => {},
  });
  await using app = new Scope("app");
  await assert.rejects(acquireAll(app, { end }), /refused/);
  assert.deepEqual([log.length, app.stats().held], [10_000, 0]);
  assert.deepEqual(log, log.toSorted((a, b) => b - a));
});
