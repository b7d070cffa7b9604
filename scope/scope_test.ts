import assert from "node:assert/strict";
import { ManualClock } from "../testing/manual_clock.ts";
import {
  defineResource,
  ReleaseError,
  Scope,
  ScopeClosedError,
  type ScopeEvent,
  type ScopeExit,
} from "./mod.ts";

/** A resource that the test lets arrive by hand. */
function byHand(name: string, log: string[]) {
  const { promise, resolve } = Promise.withResolvers<string>();
  let signal: AbortSignal | undefined;
  const resource = defineResource<string>({
    name,
    acquire: (context) => {
      signal = context.signal;
      return promise;
    },
    release: (value, exit) => log.push(`${value} ${exit.status}`),
  });
  return { resource, arrive: resolve, signal: () => signal };
}

function names(scope: Scope, ...path: string[]): void {
  for (const name of path) scope.defer(name, () => {});
}

Deno.test("Scope closes children before its own resources, the newest first", async () => {
  const log: string[] = [];
  const scope = new Scope("app");
  scope.defer("a", () => log.push("a"));
  const first = scope.child("first");
  first.defer("b", () => log.push("b"));
  first.child("deep").defer("c", () => log.push("c"));
  scope.child("second").defer("d", async () => {
    await Promise.resolve();
    log.push("d");
  });
  scope.defer("e", () => log.push("e"));
  await scope.close();
  assert.deepEqual(log, ["d", "c", "b", "e", "a"]);
});

Deno.test("Scope closes a tree that is 100,000 deep", async () => {
  const root = new Scope("root");
  let released = 0;
  let scope = root;
  for (let depth = 0; depth < 100_000; depth++) {
    scope = scope.child("x");
    scope.defer("y", () => released++);
  }
  await root.close();
  assert.equal(released, 100_000);
  assert.equal(scope.state, "closed");
});

Deno.test("Scope closes a deep tree whose scopes all close at once and hang", async () => {
  const clock = new ManualClock();
  const scopes = [new Scope("root", { clock, releaseTimeoutMs: Infinity, closeTimeoutMs: 10 })];
  for (let depth = 0; depth < 10_000; depth++) {
    scopes.push(scopes.at(-1)!.child("x", { closeTimeoutMs: Infinity }));
  }
  scopes.at(-1)!.defer("hang", () => new Promise(() => {}));
  const closes = scopes.reverse().map((scope) => scope.close().catch(() => {}));
  await clock.advanceAsync(10);
  await Promise.all(closes);
  assert.equal(clock.pending, 0);
});

Deno.test("Scope rethrows the error itself when one release fails", async () => {
  const error = new Error("gone");
  const scope = new Scope("app");
  scope.defer("lock", () => Promise.reject(error));
  names(scope, "other");
  await assert.rejects(scope.close(), (thrown) => thrown === error);
  assert.equal(scope.stats().released, 1);
});

Deno.test("Scope goes on after failed releases and names each in the order of release", async () => {
  const scope = new Scope("app");
  scope.defer("first", () => {
    throw new Error("1");
  });
  scope.child("request").defer("second", () => Promise.reject(new Error("2")));
  await assert.rejects(scope.close(), (error: unknown) => {
    assert.ok(error instanceof ReleaseError);
    assert.deepEqual(error.resources, ["app/request/second", "app/first"]);
    assert.deepEqual(error.errors.map((error) => error.message), ["2", "1"]);
    assert.equal("cause" in error, false);
    assert.equal(
      error.message,
      'Cannot release 2 resources of scope "app": app/request/second, app/first',
    );
    return true;
  });
});

Deno.test("Scope keeps the error of the work as cause when a release fails too", async () => {
  const scope = new Scope("app");
  scope.defer("lock", () => Promise.reject(new Error("gone")));
  const work = new Error("work");
  scope.fail(work);
  scope.succeed();
  await assert.rejects(scope.close(), (error: unknown) => {
    assert.ok(error instanceof ReleaseError);
    assert.equal(error.cause, work);
    assert.match(error.message, /1 resource of scope "app" after its body failed: app\/lock/);
    return true;
  });
});

Deno.test("Scope abandons a release that hangs and releases the rest", async () => {
  const clock = new ManualClock();
  const log: string[] = [];
  const events: ScopeEvent[] = [];
  const observers = [(event: ScopeEvent) => void events.push(event)];
  const scope = new Scope("app", { clock, observers, releaseTimeoutMs: 100 });
  const late = Promise.withResolvers<void>();
  scope.defer("last", () => log.push("last"));
  scope.defer("hung", () => late.promise);
  const rejected = assert.rejects(scope.close(), {
    name: "TimeoutError",
    message: 'Cannot release "hung" of scope "app" as it did not settle within 100 ms: ' +
      "it is abandoned",
  });
  await clock.advanceAsync(99);
  assert.deepEqual(log, []);
  await clock.advanceAsync(1);
  assert.deepEqual(log, ["last"]);
  await rejected;
  assert.equal(clock.pending, 0);
  assert.equal(scope.stats().abandoned, 1);

  late.resolve();
  await late.promise;
  assert.equal(scope.stats().lateReleased, 1);
  const event = events.at(-1)!;
  assert.ok(event.type === "resource.late_released" && event.late === "release");
});

Deno.test("Scope tells observers alone what an abandoned release throws later", async () => {
  const clock = new ManualClock();
  const events: ScopeEvent[] = [];
  const observers = [(event: ScopeEvent) => void events.push(event)];
  const scope = new Scope("app", { clock, observers, releaseTimeoutMs: 1 });
  const late = Promise.withResolvers<void>();
  scope.defer("hung", () => late.promise);
  const closing = assert.rejects(scope.close(), { name: "TimeoutError" });
  await clock.advanceAsync(1);
  await closing;
  late.reject(new Error("too late"));
  await Promise.allSettled([late.promise]);
  await Promise.resolve();
  assert.equal(events.at(-1)!.type, "resource.release_failed");
  assert.equal(scope.stats().releaseFailed, 1);
});

Deno.test("Scope releases what is left without waiting when the time to close is over", async () => {
  const clock = new ManualClock();
  const log: string[] = [];
  const scope = new Scope("app", { clock, releaseTimeoutMs: 70, closeTimeoutMs: 100 });
  scope.defer("a", () => log.push("a"));
  for (const name of ["b", "c", "d"]) {
    scope.defer(name, () => {
      log.push(name);
      return new Promise(() => {});
    });
  }
  const closing = scope.close();
  await clock.advanceAsync(70);
  assert.deepEqual(log, ["d", "c"]);
  const rejected = assert.rejects(closing, (error: unknown) => {
    assert.ok(error instanceof ReleaseError);
    assert.match(error.errors[0].message, /as it did not settle within 70 ms/);
    assert.match(error.errors[1].message, /as the time to close was over/);
    return true;
  });
  clock.advance(30);
  await rejected;
  assert.deepEqual(log, ["d", "c", "b", "a"]);
  assert.equal(scope.stats().abandoned, 3);
});

Deno.test("Scope returns the same promise to every close", async () => {
  const scope = new Scope("app");
  const release = Promise.withResolvers<void>();
  let calls = 0;
  scope.defer("slow", () => {
    calls++;
    return release.promise;
  });
  const first = scope.close();
  assert.equal(scope.close(), first);
  assert.equal(scope[Symbol.asyncDispose](), first);
  assert.equal(scope.state, "closing");
  release.resolve();
  await first;
  assert.equal(scope.close(), first);
  assert.equal(calls, 1);
});

Deno.test("Scope brings the deadline forward when a later close has less time", async () => {
  const clock = new ManualClock();
  const scope = new Scope("app", { clock, releaseTimeoutMs: Infinity, closeTimeoutMs: Infinity });
  scope.defer("hung", () => new Promise(() => {}));
  const closing = assert.rejects(scope.close(), { name: "TimeoutError" });
  scope.close(undefined, { timeoutMs: 20 }).catch(() => {});
  scope.close(undefined, { timeoutMs: 50 }).catch(() => {});
  await clock.advanceAsync(20);
  await closing;
});

Deno.test("Scope gives a child that closes itself its own error and waits for it", async () => {
  const scope = new Scope("app");
  const child = scope.child("request");
  const release = Promise.withResolvers<void>();
  child.defer("slow", () => release.promise);
  const own = assert.rejects(child.close(), /broken/);
  const closing = scope.close();
  release.reject(new Error("broken"));
  await own;
  await closing;
});

Deno.test("Scope gives a child's failures to the child's closer too when a parent closes it", async () => {
  const scope = new Scope("app");
  const child = scope.child("request");
  const release = Promise.withResolvers<void>();
  scope.defer("other", () => Promise.reject(new Error("other")));
  child.defer("slow", () => release.promise);
  const all = assert.rejects(scope.close(), ReleaseError);
  const own = assert.rejects(child.close(), /^Error: broken$/);
  release.reject(new Error("broken"));
  await own;
  await all;
  await assert.rejects(child.close(), /^Error: broken$/);
});

Deno.test("Scope refuses to close from inside a release that the close would wait for", async () => {
  const app = new Scope("app");
  const request = app.child("request");
  const other = app.child("other");
  const refused: string[] = [];
  const closeAll = async () => {
    await Promise.resolve();
    for (const scope of [request, app, other]) {
      await scope.close().catch((error) => refused.push(`${error.name} ${scope.name}`));
    }
  };
  request.defer("self", closeAll);
  await request.close();
  assert.deepEqual(refused, ["TypeError request", "TypeError app"]);

  refused.length = 0;
  app.child("third").defer("self", closeAll);
  await app.close();
  assert.deepEqual(refused, ["TypeError app"]);
});

Deno.test("Scope refuses to close through another scope from inside a release", async () => {
  const app = new Scope("app");
  const helper = new Scope("helper");
  let refused: unknown;
  helper.defer("back", async () => {
    await app.close().catch((error) => refused = error);
  });
  app.defer("helper", () => helper.close());
  await app.close();
  assert.ok(refused instanceof TypeError);
});

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

Deno.test("Scope.acquire() rejects when the scope closes, which waits for the late value", async () => {
  const log: string[] = [];
  const scope = new Scope("app");
  scope.defer("pool", () => log.push("pool"));
  const db = byHand("db", log);
  const rejected = assert.rejects(scope.acquire(db.resource), ScopeClosedError);
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

Deno.test("Scope.signal keeps the first reason when a scope above is told to stop later", async () => {
  const above = new AbortController();
  const below = new AbortController();
  const scope = new Scope("app", { signal: above.signal });
  const child = scope.child("request", { signal: below.signal });
  below.abort("first");
  above.abort("second");
  assert.equal(child.signal.reason, "first");
  assert.equal(scope.signal.reason, "second");
  await scope.close();
});

Deno.test("Scope.signal aborts when the scope closes, before the first release", async () => {
  const scope = new Scope("app");
  const signal = scope.signal;
  let aborted = false;
  scope.defer("look", () => aborted = signal.aborted);
  await scope.close();
  assert.ok(aborted);
  assert.ok(signal.reason instanceof ScopeClosedError);
});

Deno.test("Scope lets go of the signal it followed when it closes", async () => {
  const controller = new AbortController();
  let listeners = 0;
  const signal = controller.signal;
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (...args: Parameters<typeof add>) => (listeners++, add(...args));
  signal.removeEventListener = (...args: Parameters<typeof remove>) => (
    listeners--, remove(...args)
  );
  const scope = new Scope("app", { signal });
  const db = byHand("db", []);
  const acquiring = scope.acquire(db.resource, { signal });
  assert.equal(listeners, 2);
  db.arrive("value");
  await acquiring;
  await scope.close();
  assert.equal(listeners, 0);
});

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

Deno.test("Scope hands its exit to releases and children", async () => {
  const exits: string[] = [];
  const look = (exit: ScopeExit) => exits.push(exit.status);
  const open = (prepare: (scope: Scope) => void) => {
    const scope = new Scope("app");
    scope.child("child").defer("look", look);
    prepare(scope);
    return scope;
  };
  await open(() => {}).close();
  await open((scope) => scope.succeed()).close();
  await open((scope) => scope.fail(1)).close();
  await open((scope) => scope.succeed()).close({ status: "aborted", error: 1 });
  assert.deepEqual(exits, ["unknown", "success", "failure", "aborted"]);
});

Deno.test("Scope swallows and counts what observers throw", async () => {
  const observer = () => {
    throw new Error("observer");
  };
  const scope = new Scope("app", { observers: [observer] });
  names(scope, "a");
  await scope.close();
  assert.equal(scope.stats().observerErrors, 6);
});

Deno.test("Scope tells observers of a frozen event for every step", async () => {
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
  assert.ok(events.every((event) => Object.isFrozen(event)));
  const released = events[7]!;
  assert.ok(released.type === "resource.released");
  assert.deepEqual([released.timeMs, released.heldMs, released.resource], [1_005, 5, "db"]);
  assert.equal(released.parentId, events[0]!.scopeId);
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

Deno.test("Scope.close() rejects when its arguments are wrong, and stays open", async () => {
  const scope = new Scope("app");
  await assert.rejects(scope.close({ status: "done" } as never), /"status" must be one of success/);
  await assert.rejects(scope.close(undefined, { timeoutMs: -1 }), RangeError);
  assert.equal(scope.state, "open");
  await scope.close();
});

Deno.test("defineResource() checks and freezes the definition", () => {
  const resource = defineResource({ name: "db", acquire: () => 1, release: () => {} });
  assert.ok(Object.isFrozen(resource));
  assert.throws(() => defineResource({ ...resource, timeoutMs: -1 }), RangeError);
  assert.throws(() => defineResource({ ...resource, releaseTimeoutMs: NaN }), RangeError);
  assert.throws(() => defineResource({ ...resource, relase: 1 } as never), /use "release"/);
});
