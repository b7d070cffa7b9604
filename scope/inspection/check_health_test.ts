import assert from "node:assert/strict";
import { ManualClock } from "../../testing/manual_clock.ts";
import {
  checkHealth,
  defineResource,
  type Resource,
  type ResourceDefinition,
  type ResourceUnhealthyEvent,
  Scope,
  ScopeClosedError,
  type ScopeEvent,
} from "../mod.ts";

type Health = NonNullable<ResourceDefinition<string>["health"]>;

/** A resource whose value is its name. */
function resource(name: string, health?: Health): Resource<string> {
  return defineResource({ name, acquire: () => name, release: () => {}, ...health && { health } });
}

function never(): Promise<never> {
  return new Promise(() => {});
}

Deno.test("checkHealth() asks all that is held below, and tells what does not work", async () => {
  const clock = new ManualClock();
  const unhealthy: ResourceUnhealthyEvent[] = [];
  const observe = (event: ScopeEvent) => {
    if (event.type === "resource.unhealthy") unhealthy.push(event);
  };
  const app = new Scope("app", { clock, observers: [observe] });
  const asked: unknown[] = [];
  await app.acquire(resource("fine", (value, { signal }) => asked.push([value, signal.aborted])));
  await app.acquire(resource("throws", () => {
    throw new Error("down");
  }));
  app.acquireSync(resource("rejects", () => Promise.reject(new Error("gone"))));
  await app.acquire(resource("unasked"));
  const request = app.child("request");
  await request.acquire(resource("says no", () => false));
  await request.acquire(resource("hangs", never));
  const checking = checkHealth(app, { timeoutMs: 100 });
  await clock.advanceAsync(100);
  const { ok, durationMs, checks } = await checking;
  assert.deepEqual([ok, durationMs], [false, 100]);
  assert.deepEqual(asked, [["fine", false]]);
  assert.deepEqual(
    checks.map((check) => [check.path, check.resource, check.ok, check.durationMs]),
    [
      ["app", "fine", true, 0],
      ["app", "throws", false, 0],
      ["app", "rejects", false, 0],
      ["app/request", "says no", false, 0],
      ["app/request", "hangs", false, 100],
    ],
  );
  assert.deepEqual(checks.map(({ error }) => (error as Error | undefined)?.message), [
    undefined,
    "down",
    "gone",
    'Cannot rely on "says no" of scope "app/request" as its health check answered false',
    'Cannot check the health of "hangs" of scope "app/request" within 100 ms',
  ]);
  assert.equal((checks[4]?.error as Error).name, "TimeoutError");
  assert.deepEqual(
    unhealthy.map((event) => [event.path, event.resource, event.error]),
    checks.slice(1).map((check) => [check.path, check.resource, check.error]),
  );
  for (const part of [checks, ...checks]) assert.ok(Object.isFrozen(part));
  await app.close();
  assert.equal(clock.pending, 0);
});

Deno.test("checkHealth() asks at the same time", async () => {
  const clock = new ManualClock();
  const app = new Scope("app", { clock });
  const wait = () => new Promise<void>((resolve) => clock.setTimer(resolve, 50));
  for (const name of ["one", "two", "three"]) await app.acquire(resource(name, wait));
  const checking = checkHealth(app);
  await clock.advanceAsync(50);
  assert.deepEqual((await checking).checks.map(({ durationMs }) => durationMs), [50, 50, 50]);
  await app.close();
});

Deno.test("checkHealth() aborts the signal of a check that takes too long", async () => {
  const clock = new ManualClock();
  const app = new Scope("app", { clock });
  let reason: unknown;
  await app.acquire(resource("slow", (_value, { signal }) => {
    signal.addEventListener("abort", () => reason = signal.reason);
    return never();
  }));
  const checking = checkHealth(app);
  await clock.advanceAsync(5_000);
  const { checks } = await checking;
  assert.equal(checks[0]?.error, reason);
  await app.close();
});

Deno.test("checkHealth() rejects when the caller or the scope gives up", async () => {
  const clock = new ManualClock();
  const stop = new AbortController();
  const app = new Scope("app", { clock, signal: stop.signal });
  const signals: AbortSignal[] = [];
  await app.acquire(resource("slow", (_value, { signal }) => {
    signals.push(signal);
    return never();
  }));
  const caller = new AbortController();
  const cancelled = checkHealth(app, { signal: caller.signal });
  caller.abort(new Error("enough"));
  await assert.rejects(cancelled, /enough/);
  await assert.rejects(checkHealth(app, { signal: caller.signal }), /enough/);
  const stopped = checkHealth(app);
  stop.abort(new Error("SIGTERM"));
  await assert.rejects(stopped, /SIGTERM/);
  assert.deepEqual(signals.map(({ reason }) => reason.message), ["enough", "SIGTERM"]);
  await app.close();
  assert.equal(clock.pending, 0);
});

Deno.test("checkHealth() rejects when the scope closes", async () => {
  const app = new Scope("app");
  await app.acquire(resource("slow", never));
  const checking = assert.rejects(checkHealth(app), ScopeClosedError);
  await app.close();
  await checking;
  await assert.rejects(checkHealth(app), ScopeClosedError);
});

Deno.test("checkHealth() leaves out what a child releases meanwhile", async () => {
  const unhealthy: ScopeEvent[] = [];
  const observe = (event: ScopeEvent) => {
    if (event.type === "resource.unhealthy") unhealthy.push(event);
  };
  const app = new Scope("app", { observers: [observe] });
  const request = app.child("request");
  const broken = Promise.withResolvers<void>();
  await request.acquire(resource("connection", () => broken.promise));
  await app.acquire(resource("database", () => broken.promise.catch(() => {})));
  const checking = checkHealth(app);
  await request.close();
  broken.reject(new Error("closed"));
  const { ok, checks } = await checking;
  assert.deepEqual([ok, checks.map(({ resource }) => resource)], [true, ["database"]]);
  assert.equal(unhealthy.length, 0);
  await app.close();
});

Deno.test("checkHealth() does not ask what is being released", async () => {
  const app = new Scope("app");
  const hung = Promise.withResolvers<void>();
  let asked = 0;
  const request = app.child("request");
  await request.acquire({
    name: "connection",
    acquire: () => 1,
    release: () => hung.promise,
    health: () => asked++,
  });
  const closing = request.close();
  assert.deepEqual((await checkHealth(app)).checks, []);
  assert.equal(asked, 0);
  hung.resolve();
  await closing;
  await app.close();
});

Deno.test("checkHealth() asks what was moved in its new scope", async () => {
  const app = new Scope("app");
  const start = app.child("start");
  const value = await start.acquire(resource("database", () => false));
  start.move(value, app);
  await start.close();
  const { checks } = await checkHealth(app);
  assert.deepEqual(checks.map(({ path }) => path), ["app"]);
  await app.close();
});

Deno.test("checkHealth() is fine when there is nothing to ask", async () => {
  const app = new Scope("app");
  app.defer("farewell", () => {});
  const { ok, checks } = await checkHealth(app);
  assert.deepEqual([ok, checks], [true, []]);
  await app.close();
});

Deno.test("checkHealth() refuses options that make no sense", async () => {
  await using app = new Scope("app");
  await assert.rejects(checkHealth({} as Scope), TypeError);
  await assert.rejects(checkHealth(app, { timeoutMs: -1 }), RangeError);
  await assert.rejects(checkHealth(app, { signal: {} as AbortSignal }), TypeError);
  await assert.rejects(checkHealth(app, { timeout: 1 } as object), /use "timeoutMs"/);
});
