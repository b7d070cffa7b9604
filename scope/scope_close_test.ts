import assert from "node:assert/strict";
import { ManualClock } from "../testing/manual_clock.ts";
import {
  type Clock,
  formatScope,
  handleSignals,
  ReleaseError,
  Scope,
  type ScopeEvent,
  type ScopeExit,
  type SignalSource,
  withScope,
} from "./mod.ts";

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
  scope.defer("other", () => {});
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
    assert.match(
      error.message,
      /1 resource of scope "app" after its work had failed or was stopped: app\/lock/,
    );
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

Deno.test("Scope names the limit of an abandoned release when its timer is late", async () => {
  const manual = new ManualClock();
  const clock: Clock = {
    now: () => manual.now(),
    monotonic: () => manual.monotonic(),
    setTimer: (callback, delayMs) => manual.setTimer(callback, delayMs + 8),
  };
  const scope = new Scope("app", { clock, releaseTimeoutMs: 0, trace: true });
  scope.defer("hung", () => new Promise(() => {}));
  const rejected = assert.rejects(scope.close(), /as it did not settle within 0 ms/);
  await manual.advanceAsync(8);
  await rejected;
  assert.match(formatScope(scope), /given up as it did not settle within 0 ms/);
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

Deno.test("Scope brings a child's deadline forward, and no other, while a parent closes it", async () => {
  const clock = new ManualClock();
  const limits = { clock, releaseTimeoutMs: Infinity, closeTimeoutMs: Infinity };
  const app = new Scope("app", limits);
  const release = Promise.withResolvers<void>();
  app.defer("slow", () => release.promise);
  const request = app.child("request");
  const late = request.child("late");
  const early = app.child("early");
  late.defer("hung", () => new Promise(() => {}));
  early.defer("hung", () => new Promise(() => {}));
  const closing = assert.rejects(app.close(), ReleaseError);
  const own = assert.rejects(request.close(undefined, { timeoutMs: 100 }), {
    name: "TimeoutError",
    message: /the time to close was over/,
  });
  request.close(undefined, { timeoutMs: 500 }).catch(() => {});
  early.close(undefined, { timeoutMs: 20 }).catch(() => {});
  await clock.advanceAsync(20);
  assert.deepEqual([early.state, late.state], ["closed", "closing"]);
  await clock.advanceAsync(79);
  assert.equal(request.state, "closing");
  await clock.advanceAsync(1);
  assert.equal(request.state, "closed");
  await own;
  await clock.advanceAsync(10_000);
  assert.equal(app.state, "closing");
  release.resolve();
  await closing;
  assert.equal(app.stats().abandoned, 0);
  assert.equal(clock.pending, 0);
});

Deno.test("Scope closes children that have a clock of their own by its clock", async () => {
  const clock = new ManualClock();
  const app = new Scope("app", { clock, releaseTimeoutMs: 60 });
  clock.advance(1_000_000);
  const hang = () => new Promise(() => {});
  app.child("older", { clock: new ManualClock() }).defer("hung", hang);
  let stop = () => {};
  const source: SignalSource = {
    listen(_signal, receive) {
      stop = receive;
      return { [Symbol.dispose]() {} };
    },
  };
  const ended = Promise.withResolvers<void>();
  const body = assert.rejects(withScope("newer", (scope) => {
    scope.defer("hung", hang);
    handleSignals(scope, { source, graceMs: 40, exit: () => {} });
    return ended.promise;
  }, { parent: app, clock: new ManualClock() }));
  stop();
  const closing = assert.rejects(app.close(), ReleaseError);
  await clock.advanceAsync(39);
  assert.equal(app.stats().childrenClosed, 0);
  await clock.advanceAsync(1);
  assert.equal(app.stats().childrenClosed, 1);
  await clock.advanceAsync(59);
  assert.equal(app.stats().childrenClosed, 1);
  await clock.advanceAsync(1);
  assert.equal(app.stats().childrenClosed, 2);
  ended.resolve();
  await Promise.all([closing, body]);
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

Deno.test("Scope.close() rejects when its arguments are wrong, and stays open", async () => {
  const scope = new Scope("app");
  await assert.rejects(scope.close({ status: "done" } as never), /"exit\.status" must be one of/);
  await assert.rejects(scope.close("success" as never), {
    name: "TypeError",
    message: 'Cannot close the scope as "exit" must be an object: current value is "success"',
  });
  await assert.rejects(scope.close(undefined, { timeoutMs: -1 }), RangeError);
  assert.equal(scope.state, "open");
  await scope.close();
});
