import assert from "node:assert/strict";
import { ManualClock } from "../testing/manual_clock.ts";
import { defineResource, Scope, ScopeClosedError, type ScopeEvent } from "./mod.ts";

Deno.test("Scope refuses what would be acquired or held after it has closed", async () => {
  const scope = new Scope("app");
  await scope.close();
  const log: string[] = [];
  const resource = defineResource({ name: "db", acquire: () => 1, release: () => {} });
  await assert.rejects(scope.acquire(resource), {
    name: "ScopeClosedError",
    message: 'Cannot acquire "db" as scope "app" is closed or closing',
  });
  assert.throws(() => scope.child("x"), ScopeClosedError);
  assert.throws(() => scope.defer("x", () => log.push("defer")), ScopeClosedError);
  assert.throws(() => scope.succeed(), ScopeClosedError);
  scope.fail(new Error("no one hears"));
  assert.deepEqual(log, []);
});

Deno.test("Scope releases a live value before it refuses it", async () => {
  const scope = new Scope("app");
  await scope.close();
  const log: string[] = [];
  assert.throws(
    () => scope.adopt("socket", "s", (value, exit) => log.push(`${value} ${exit.status}`)),
    { name: "ScopeClosedError", message: /^Cannot hold "socket"/ },
  );
  const gone = new Error("gone");
  const value = {
    [Symbol.dispose]: () => {
      throw gone;
    },
  };
  assert.throws(() => scope.use(value), (error: Error) => error.cause === gone);
  assert.deepEqual(log, ["s aborted"]);
  assert.equal(scope.stats().lateReleased, 1);
});

Deno.test("Scope waits for a value that was refused while it closes", async () => {
  const scope = new Scope("app");
  const release = Promise.withResolvers<void>();
  scope.defer("adopts", () => {
    assert.throws(() => scope.adopt("late", 1, () => release.promise), ScopeClosedError);
  });
  let closed = false;
  const closing = scope.close().finally(() => closed = true);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(closed, false);
  release.reject(new Error("late failure"));
  await assert.rejects(closing, /late failure/);
});

Deno.test("Scope.adopt() finds the method that releases a value", async () => {
  const log: string[] = [];
  const scope = new Scope("app");
  const methods = ["end", "close", "quit", "destroy", "terminate", "dispose"];
  for (const method of methods) {
    scope.adopt(method, { [method]: () => log.push(method) });
  }
  scope.adopt("async first", {
    close: () => assert.fail("must not be called"),
    [Symbol.asyncDispose]: () => Promise.resolve(log.push("asyncDispose")),
    [Symbol.dispose]: () => assert.fail("must not be called"),
  });
  await scope.close();
  assert.deepEqual(log, ["asyncDispose", ...methods.toReversed()]);
  assert.throws(() => new Scope("x").adopt("odd", 5), {
    name: "TypeError",
    message: /nothing says how to release it: pass a release function.*current value is 5$/,
  });
});

Deno.test("Scope.adopt() holds a value as often as it is handed one", async () => {
  const scope = new Scope("app");
  let closed = 0;
  const socket = { close: () => closed++ };
  scope.adopt("socket", socket);
  scope.adopt("socket", socket);
  assert.equal(scope.stats().held, 2);
  await scope.close();
  assert.equal(closed, 2);
});

Deno.test("Scope.use() holds disposables and passes null through", async () => {
  const log: string[] = [];
  const scope = new Scope("app");
  assert.equal(scope.use(null), null);
  scope.use({ [Symbol.dispose]: () => log.push("sync") }, "sync");
  scope.use({ [Symbol.asyncDispose]: () => Promise.resolve(void log.push("async")) });
  assert.throws(() => scope.use({} as Disposable), /"value" must be disposable/);
  await scope.close();
  assert.deepEqual(log, ["async", "sync"]);
});

Deno.test("Scope swallows and counts what observers throw", async () => {
  const observer = () => {
    throw new Error("observer");
  };
  const scope = new Scope("app", { observers: [observer] });
  scope.defer("a", () => {});
  await scope.close();
  assert.equal(scope.stats().observerErrors, 6);
});

Deno.test("Scope counts what asynchronous observers reject with", async () => {
  const observer = async () => {
    await Promise.resolve();
    throw new Error("log is full");
  };
  const scope = new Scope("app", { observers: [observer] });
  await scope.close();
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(scope.stats().observerErrors, 3);
});

Deno.test("Scope hands a release the resource as its this", async () => {
  const log: string[] = [];
  const defined = defineResource({
    name: "defined",
    acquire() {
      return this.name;
    },
    release(value) {
      log.push(`${value} ${this.name}`);
    },
  });
  class ByClass {
    readonly #suffix = "by class";
    get name() {
      return "own";
    }
    acquire() {
      return this.#suffix;
    }
    release(value: string) {
      log.push(`${value} ${this.#suffix}`);
    }
  }
  const scope = new Scope("app");
  await scope.acquire(defined);
  await scope.acquire(new ByClass());
  await scope.acquire(new ByClass(), { timeoutMs: 50 });
  await scope.close();
  assert.deepEqual(log, ["by class by class", "by class by class", "defined defined"]);
});

Deno.test("Scope tells observers of an event for every step, frozen where they share it", async () => {
  const clock = new ManualClock(1_000);
  const events: ScopeEvent[] = [];
  const childEvents: string[] = [];
  const scope = new Scope("app", { clock, observers: [(event) => void events.push(event)] });
  const child = scope.child("request", { observers: [(event) => childEvents.push(event.type)] });
  const resource = defineResource({ name: "db", acquire: () => 1, release: () => {} });
  await child.acquire(resource);
  clock.advance(5);
  await scope.close();
  assert.deepEqual(events.map((event) => `${event.path} ${event.type}`), [
    "app scope.opened",
    "app/request scope.opened",
    "app/request resource.acquiring",
    "app/request resource.acquired",
    "app scope.closing",
    "app/request scope.closing",
    "app/request resource.releasing",
    "app/request resource.released",
    "app/request scope.closed",
    "app scope.closed",
  ]);
  assert.equal(childEvents.length, 7);
  const shared = events.filter((event) => event.scope === "request");
  assert.ok(shared.every((event) => Object.isFrozen(event)));
  const released = events[7]!;
  assert.ok(released.type === "resource.released");
  assert.deepEqual([released.atMs, released.heldMs, released.resource], [1_005, 5, "db"]);
  assert.equal(released.parentId, events[0]!.scopeId);
});

Deno.test("Scope leaves out observers that are idle when it is opened", async () => {
  const heard: string[] = [];
  const observer = Object.assign((event: ScopeEvent) => void heard.push(event.scope), {
    isIdle: true,
  });
  await new Scope("deaf", { observers: [observer] }).close();
  observer.isIdle = false;
  await new Scope("heard", { observers: [observer] }).close();
  assert.deepEqual([...new Set(heard)], ["heard"]);
});

Deno.test("Scope keeps neither values nor children that are gone", async () => {
  const scope = new Scope("app");
  for (let index = 0; index < 1_000; index++) {
    const child = scope.child(`request ${index}`);
    child.defer("x", () => {});
    await child.close();
  }
  const stats = scope.stats();
  assert.deepEqual([stats.children, stats.childrenClosed, stats.held], [0, 1_000, 0]);
  assert.ok(Object.isFrozen(stats));
  await scope.close();
});

Deno.test("Scope names options that are wrong", () => {
  assert.throws(() => new Scope(""), /Cannot open the scope as "name" must be a non-empty string/);
  assert.throws(() => new Scope("a", { releaseTimeoutMs: -1 }), RangeError);
  assert.throws(() => new Scope("a", { closeTimeotMs: 1 } as object), /use "closeTimeoutMs"/);
  assert.throws(() => new Scope("a", { parent: {} as Scope }), /"parent" must be a Scope/);
  assert.throws(() => new Scope("a", { signal: {} as AbortSignal }), /must be an AbortSignal/);
  assert.throws(() => new Scope("a", { observers: [1 as never] }), /an array of functions/);
});

Deno.test("defineResource() checks and freezes the definition", () => {
  const resource = defineResource({ name: "db", acquire: () => 1, release: () => {} });
  assert.ok(Object.isFrozen(resource));
  assert.throws(() => defineResource({ ...resource, timeoutMs: -1 }), RangeError);
  assert.throws(() => defineResource({ ...resource, releaseTimeoutMs: NaN }), RangeError);
  assert.throws(() => defineResource({ ...resource, relase: 1 } as never), /use "release"/);
});
