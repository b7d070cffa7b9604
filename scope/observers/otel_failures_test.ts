import assert from "node:assert/strict";
import { ManualClock } from "../../testing/manual_clock.ts";
import { defineResource, otelObserver, ReleaseError, Scope, withScope } from "../mod.ts";
import { FakeOtel, FakeSpan } from "./testdata/fake_otel.ts";
import { makeEvent } from "./testdata/make_event.ts";

function observed() {
  const otel = new FakeOtel();
  const telemetry = otelObserver(otel);
  return { otel, telemetry, observers: [telemetry] };
}

/** Status, type and message of each span that failed, by name. */
function failed(otel: FakeOtel): Record<string, unknown> {
  return Object.fromEntries(
    otel.spans.filter(({ status }) => status?.code === 2).map((span) => [
      span.name,
      `${span.attributes["error.type"]}: ${span.status?.message}`,
    ]),
  );
}

Deno.test("otelObserver() marks the spans of what fails and tells the errors", async () => {
  const { otel, observers } = observed();
  const db = defineResource({
    name: "db",
    acquire: () => Promise.reject(new TypeError("refused", { cause: new Error("no route") })),
    release: () => {},
  });
  const work = withScope("job", async (job) => {
    job.defer("lock", () => Promise.reject(new Error("gone")));
    job.defer("file", () => {});
    await job.acquire(db);
  }, { observers });
  await assert.rejects(work);
  assert.deepEqual(failed(otel), {
    "weir.scope job": "ReleaseError: refused",
    "weir.acquire db": "TypeError: refused",
    "weir.release lock": "Error: gone",
  });
  const [exception] = otel.span("weir.acquire db").exceptions;
  assert.deepEqual([exception?.name, exception?.message], ["TypeError", "refused"]);
  assert.match(exception!.stack, /└─ cause: Error: no route\n {7}at /);
  assert.equal(otel.span("weir.scope job").attributes["weir.exit"], "failure");
  assert.equal(otel.span("weir.release file").status, undefined);
});

Deno.test("otelObserver() marks a scope whose work went well but whose release did not", async () => {
  const { otel, observers } = observed();
  const app = new Scope("app", { observers });
  app.child("request").defer("lock", () => Promise.reject(new TypeError("gone")));
  await assert.rejects(app.close({ status: "success" }), TypeError);
  assert.deepEqual(failed(otel), {
    "weir.scope app": "TypeError: 1 release failed",
    "weir.scope request": "TypeError: 1 release failed",
    "weir.release lock": "TypeError: gone",
  });
  assert.deepEqual(otel.measured("weir.scope.duration").map((line) => line.split(" ").slice(1)), [
    ["request", "success", "TypeError"],
    ["app", "success", "TypeError"],
  ]);
});

Deno.test("otelObserver() gives a scope the type of the error that its close rejects with", async () => {
  const reason = new RangeError("stop");
  const cases = [[{ status: "success" }, 2], [{ status: "aborted", error: reason }, 1], [{
    status: "failure",
    error: reason,
  }, 1]] as const;
  for (const [exit, failures] of cases) {
    const { otel, observers } = observed();
    const app = new Scope("app", { observers });
    for (let index = 0; index < failures; index++) {
      app.defer(`lock ${index}`, () => Promise.reject(new TypeError("gone")));
    }
    await assert.rejects(app.close(exit), ReleaseError);
    assert.equal(otel.span("weir.scope app").attributes["error.type"], "ReleaseError");
    assert.match(otel.measured("weir.scope.duration")[0]!, / ReleaseError$/);
  }
});

Deno.test("otelObserver() tells an error once that a whole branch ended with", async () => {
  const { otel, observers } = observed();
  const app = new Scope("app", { observers });
  app.child("a").child("b");
  await app.close({ status: "failure", error: new Error("out of stock") });
  assert.equal(otel.spans.flatMap(({ exceptions }) => exceptions).length, 1);
  assert.equal(otel.span("weir.scope app").exceptions.length, 1);
  assert.equal(Object.keys(failed(otel)).length, 3);
});

Deno.test("otelObserver() does not call an orderly stop an error", async () => {
  const { otel, observers } = observed();
  const app = new Scope("app", { observers });
  await app.close({ status: "aborted", error: new Error("SIGTERM") });
  assert.deepEqual(failed(otel), {});
  assert.equal(otel.span("weir.scope app").attributes["weir.exit"], "aborted");
});

Deno.test("otelObserver() ends the span of a release that hangs when it is given up", async () => {
  const { otel, telemetry, observers } = observed();
  const clock = new ManualClock();
  const app = new Scope("app", { clock, releaseTimeoutMs: 10, observers });
  const request = app.child("request");
  const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  request.defer("first", () => first.promise);
  request.defer("second", () => second.promise);
  app.defer("slow", async () => {
    second.reject(new Error("broken"));
    first.resolve();
    await new Promise((resolve) => setImmediate(resolve));
  });
  const closing = assert.rejects(app.close());
  await clock.advanceAsync(20);
  await closing;
  assert.equal(otel.span("weir.release first").endMs, 20);
  assert.equal(otel.span("weir.release second").endMs, 10);
  assert.match(String(failed(otel)["weir.release first"]), /^TimeoutError: Cannot release "first"/);
  // The scope that held them has closed by then, so their late ends have no span to stand in.
  assert.deepEqual(otel.measured("weir.resource.late_releases"), ["1 request first"]);
  assert.deepEqual(telemetry.stats(), { scopes: 0, resources: 0 });
});

Deno.test("otelObserver() tells a late end while the scope is open", async () => {
  const { otel, observers } = observed();
  const clock = new ManualClock();
  const app = new Scope("app", { clock, releaseTimeoutMs: 10, observers });
  const hung = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const releases = hung.map(({ promise }, index) => {
    const release = () => promise;
    app.defer(`lock ${index}`, release);
    return app.release(release).catch(() => {});
  });
  await clock.advanceAsync(10);
  await Promise.all(releases);
  hung[0]!.resolve();
  hung[1]!.reject(new RangeError("broken"));
  await clock.advanceAsync(0);
  await app.close();
  assert.deepEqual(otel.span("weir.scope app").events, [
    {
      name: "late_release",
      attributes: { "weir.resource.name": "lock 0", "weir.late": "release" },
    },
    {
      name: "late_release",
      attributes: { "weir.resource.name": "lock 1", "error.type": "RangeError" },
    },
  ]);
});

Deno.test("otelObserver() follows a value that arrives too late", async () => {
  const { otel, telemetry, observers } = observed();
  const clock = new ManualClock();
  const arrival = Promise.withResolvers<number>();
  const app = new Scope("app", { clock, observers });
  const db = defineResource({ name: "db", acquire: () => arrival.promise, release: () => {} });
  const acquiring = assert.rejects(app.acquire(db, { timeoutMs: 5 }), { name: "TimeoutError" });
  await clock.advanceAsync(5);
  await acquiring;
  arrival.resolve(1);
  await clock.advanceAsync(0);
  await app.close();
  const release = otel.span("weir.release db");
  assert.equal(release.parent, otel.span("weir.scope app"));
  assert.deepEqual(release.events, [{
    name: "late_release",
    attributes: { "weir.late": "arrival" },
  }]);
  assert.equal(otel.span("weir.acquire db").endMs, 5);
  assert.deepEqual(otel.measured("weir.resource.active"), []);
  assert.deepEqual(otel.measured("weir.resource.use.duration"), []);
  assert.deepEqual(telemetry.stats(), { scopes: 0, resources: 0 });
});

Deno.test("otelObserver() keeps a late arrival in its scope when that has closed", async () => {
  const { otel, observers } = observed();
  const clock = new ManualClock();
  const arrival = Promise.withResolvers<number>();
  const app = new Scope("app", { clock, releaseTimeoutMs: 10, observers });
  const request = app.child("request");
  const db = defineResource({ name: "db", acquire: () => arrival.promise, release: () => {} });
  const acquiring = assert.rejects(request.acquire(db));
  const closing = request.close();
  await clock.advanceAsync(10);
  await Promise.all([acquiring, closing]);
  arrival.resolve(1);
  await clock.advanceAsync(0);
  assert.equal(otel.span("weir.release db").parent, otel.span("weir.scope request"));
  await app.close();
});

Deno.test("otelObserver() remembers a bounded number of acquisitions that were given up", () => {
  const { otel, telemetry } = observed();
  const app = { scope: "app", scopeId: 1, parentId: undefined };
  const giveUp = (resourceId: number) => {
    telemetry(makeEvent("resource.acquiring", { ...app, resourceId }));
    const error = new Error("enough");
    telemetry(makeEvent("resource.acquire_failed", { ...app, resourceId, durationMs: 1, error }));
  };
  const arrive = (resourceId: number) => {
    telemetry(makeEvent("resource.releasing", { ...app, resourceId, heldMs: 0 }));
    const late = { ...app, resourceId, durationMs: 1, late: "arrival" } as const;
    telemetry(makeEvent("resource.late_released", late));
    return otel.spans.at(-1)!.parent?.name;
  };
  telemetry(makeEvent("scope.opened", app));
  for (let id = 1; id <= 1_001; id++) giveUp(id);
  const exit = { status: "success" } as const;
  telemetry(makeEvent("scope.closed", { ...app, durationMs: 9, exit, failures: 0 }));
  assert.deepEqual([1, 2, 1_001].map(arrive), [undefined, "weir.scope app", "weir.scope app"]);
  // Two have arrived and left room for two.
  [2_001, 2_002].forEach(giveUp);
  assert.equal(arrive(3), "weir.scope app");
});

Deno.test("otelObserver() does not unfold an error for a span that records nothing", () => {
  const otel = new FakeOtel();
  const unsampled = new FakeSpan("unsampled", { startTime: 0, attributes: {} }, undefined, {
    traceId: "1".repeat(32),
    spanId: "1".repeat(16),
    traceFlags: 0,
  });
  unsampled.isRecording = () => false;
  const trace = { getTracer: () => ({ startSpan: () => unsampled }) };
  const telemetry = otelObserver({ trace, context: otel.context });
  telemetry(makeEvent("scope.opened"));
  telemetry(makeEvent("resource.acquiring"));
  const error = Object.defineProperty(new Error("no"), "stack", { get: () => assert.fail("read") });
  telemetry(makeEvent("resource.acquire_failed", { durationMs: 1, error }));
  assert.deepEqual([unsampled.exceptions, unsampled.status], [[], undefined]);
  assert.deepEqual(telemetry.stats(), { scopes: 1, resources: 0 });
});

Deno.test("otelObserver() adds retries to the acquisition and leaks to the scope", async () => {
  const { otel, telemetry, observers } = observed();
  const app = new Scope("app", { observers });
  let id = 0;
  const child = app.child("request", { observers: [(event) => id = event.scopeId] });
  const at = { scopeId: id, scope: "request" };
  telemetry(makeEvent("resource.acquiring", at));
  const error = new TypeError("refused");
  telemetry(makeEvent("resource.retrying", { ...at, attempt: 1, delayMs: 100, error }));
  telemetry(makeEvent("resource.acquired", { ...at, durationMs: 100, attempt: 2 }));
  telemetry(makeEvent("resource.leaked", { ...at, heldMs: 60_000, place: "a.ts:1" }));
  telemetry(makeEvent("resource.leaked", { ...at, heldMs: 60_000, place: undefined }));
  telemetry(makeEvent("resource.releasing", { ...at, heldMs: 60_000 }));
  telemetry(makeEvent("resource.released", { ...at, heldMs: 60_000, durationMs: 1 }));
  await child.close();
  await app.close();
  assert.deepEqual(otel.span("weir.acquire db").events, [
    { name: "retry", attributes: { "weir.attempt": 1, "error.type": "TypeError" } },
  ]);
  assert.deepEqual(otel.span("weir.scope request").events, [
    { name: "leak", attributes: { "weir.resource.name": "db", "weir.place": "a.ts:1" } },
    { name: "leak", attributes: { "weir.resource.name": "db" } },
  ]);
  assert.deepEqual(otel.measured("weir.resource.retries"), ["1 request db TypeError"]);
  assert.deepEqual(otel.measured("weir.resource.leaks"), ["1 request db", "1 request db"]);
});

Deno.test("otelObserver() ends a scope when it was dropped without having been closed", () => {
  const { otel, telemetry } = observed();
  const at = { atMs: 1_000, parentId: undefined };
  telemetry(makeEvent("scope.opened", at));
  const leaked = { ...at, atMs: 6_000, openMs: 5_000, held: 0, place: "a.ts:1" };
  telemetry(makeEvent("scope.leaked", { ...leaked, reason: "open" }));
  const span = otel.span("weir.scope request");
  assert.deepEqual([span.isRecording(), telemetry.stats().scopes], [true, 1]);
  telemetry(makeEvent("scope.leaked", { ...leaked, reason: "collected", place: undefined }));
  telemetry(makeEvent("scope.leaked", { ...leaked, reason: "collected" }));
  assert.deepEqual(span.events, [
    { name: "leak", attributes: { "weir.place": "a.ts:1" } },
    { name: "leak", attributes: {} },
  ]);
  assert.deepEqual([span.endMs, span.attributes["error.type"], telemetry.stats().scopes], [
    6_000,
    "collected",
    0,
  ]);
  assert.deepEqual(otel.measured("weir.scope.active"), ["1 request", "-1 request"]);
  assert.deepEqual(otel.measured("weir.scope.duration"), ["5 request collected"]);
});
