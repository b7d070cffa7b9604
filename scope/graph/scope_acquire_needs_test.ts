import assert from "node:assert/strict";
import { ManualClock } from "../../testing/manual_clock.ts";
import { acquireAll, defineResource, Scope } from "../mod.ts";

Deno.test("Scope.acquire() acquires what the resource needs, once for all", async () => {
  const log: string[] = [];
  const db = defineResource({ name: "db", acquire: () => "db", release: () => log.push("db") });
  const api = defineResource({
    name: "api",
    needs: { db },
    acquire: ({ needs }) => `api on ${needs.db}`,
    release: () => log.push("api"),
  });
  const app = new Scope("app");
  assert.equal(await app.acquire(api), "api on db");
  assert.equal(await app.acquire(api), "api on db");
  assert.equal(app.stats().acquired, 3);
  assert.throws(() => app.acquireSync(api), /"api" at once as it needs other resources/);
  await app.close();
  assert.deepEqual(log, ["api", "api", "db"]);
});

Deno.test("Scope.acquire() holds a resource with needs to the limits of the call", async () => {
  const clock = new ManualClock();
  const db = defineResource({ name: "db", acquire: () => "db", release: () => {} });
  let tries = 0;
  const api = defineResource<string, { db: string }>({
    name: "api",
    needs: { db },
    acquire: () => ++tries < 3 ? Promise.reject(new Error("busy")) : new Promise(() => {}),
    release: () => {},
    timeoutMs: 10,
  });
  const scope = new Scope("app", { clock, releaseTimeoutMs: 50 });
  const retry = { maxAttempts: 5, minDelayMs: 20, jitter: 0, multiplier: 1 };
  const rejected = assert.rejects(scope.acquire(api, { timeoutMs: 100, retry }), {
    name: "TimeoutError",
  });
  await clock.advanceAsync(100);
  await rejected;
  assert.equal(tries, 3);
  // What it works with is kept for a while, as it goes on regardless.
  assert.equal(scope.stats().held, 1);
  await clock.advanceAsync(50);
  assert.equal(scope.stats().held, 0);
  const closing = scope.close();
  await clock.advanceAsync(50);
  await closing;
});

Deno.test("Scope releases what does not rely on each other at the same time", async () => {
  const clock = new ManualClock();
  const log: string[] = [];
  const part = (name: string, delayMs: number, needs: object = {}) =>
    defineResource({
      name,
      needs: needs as Record<string, never>,
      acquire: () => name,
      release: () => {
        log.push(`${name} begins`);
        return new Promise<void>((resolve) => {
          clock.setTimer(() => {
            log.push(`${name} ends`);
            resolve();
          }, delayMs);
        });
      },
    });
  const db = part("db", 30);
  const cache = part("cache", 10);
  const api = part("api", 5, { db, cache });
  const app = new Scope("app", { clock, releaseTimeoutMs: 50 });
  app.defer("first", () => log.push("first"));
  await acquireAll(app, { api });
  app.defer("last", () => log.push("last"));
  const closing = app.close();
  await clock.advanceAsync(40);
  await closing;
  assert.deepEqual(log.slice(0, 3), ["last", "api begins", "api ends"]);
  assert.deepEqual(log.slice(3, 5).sort(), ["cache begins", "db begins"]);
  assert.deepEqual(log.slice(5), ["cache ends", "db ends", "first"]);
});

Deno.test("Scope cuts each of those that it releases at the same time by itself", async () => {
  const clock = new ManualClock();
  const log: string[] = [];
  const hung = defineResource({
    name: "hung",
    acquire: () => 1,
    release: () => new Promise(() => {}),
    releaseTimeoutMs: 20,
  });
  const broken = defineResource({
    name: "broken",
    acquire: () => 2,
    release: () => Promise.reject(new Error("gone")),
  });
  const fine = defineResource({ name: "fine", acquire: () => 3, release: () => log.push("fine") });
  const app = new Scope("app", { clock });
  app.defer("first", () => log.push("first"));
  await acquireAll(app, { hung, broken, fine });
  const joined = app.close();
  const rejected = assert.rejects(joined, (error: AggregateError) => {
    assert.deepEqual(error.errors.map((each) => each.name), ["Error", "TimeoutError"]);
    return true;
  });
  const early = assert.rejects(app.release(1), { name: "TimeoutError" });
  await clock.advanceAsync(20);
  await rejected;
  await early;
  assert.deepEqual(log, ["fine", "first"]);
});
