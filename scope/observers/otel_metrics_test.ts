import assert from "node:assert/strict";
import { ManualClock } from "../../testing/manual_clock.ts";
import { defineResource, otelObserver, Scope } from "../mod.ts";
import { FakeOtel } from "./testdata/fake_otel.ts";
import { makeEvent } from "./testdata/make_event.ts";

Deno.test("otelObserver() makes the instruments under their names", () => {
  const otel = new FakeOtel();
  otelObserver(otel)(makeEvent("scope.opened"));
  const units = [...otel.instruments].map(([name, { unit }]) => `${name} ${unit}`);
  assert.deepEqual(units, [
    "weir.scope.duration s",
    "weir.resource.acquire.duration s",
    "weir.resource.use.duration s",
    "weir.resource.release.duration s",
    "weir.scope.active {scope}",
    "weir.resource.active {resource}",
    "weir.resource.retries {retry}",
    "weir.resource.late_releases {release}",
    "weir.resource.leaks {resource}",
  ]);
  for (const [name, { advice, description }] of otel.instruments) {
    assert.notEqual(description, "");
    const boundaries = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10];
    const isHistogram = name.endsWith(".duration");
    assert.deepEqual(advice?.explicitBucketBoundaries, isHistogram ? boundaries : undefined);
  }
});

Deno.test("otelObserver() measures in seconds how long things took", async () => {
  const otel = new FakeOtel();
  const clock = new ManualClock();
  const wait = (ms: number) => new Promise<void>((resolve) => clock.setTimer(resolve, ms));
  const db = defineResource({ name: "db", acquire: () => wait(20), release: () => wait(3) });
  const app = new Scope("app", { clock, observers: [otelObserver(otel)] });
  const acquiring = app.acquire(db);
  await clock.advanceAsync(20);
  await acquiring;
  app.defer("bad", () => {
    throw new TypeError("no");
  });
  await clock.advanceAsync(1_000);
  const closing = assert.rejects(app.close({ status: "success" }));
  await clock.advanceAsync(3);
  await closing;
  assert.deepEqual(otel.measured("weir.resource.acquire.duration"), ["0.02 app db"]);
  assert.deepEqual(otel.measured("weir.resource.use.duration"), ["1 app bad", "1 app db"]);
  assert.deepEqual(otel.measured("weir.resource.release.duration"), [
    "0 app bad TypeError",
    "0.003 app db",
  ]);
  assert.deepEqual(otel.measured("weir.scope.duration"), ["1.023 app success TypeError"]);
});

Deno.test("otelObserver() measures an acquisition that failed, with its error", async () => {
  const otel = new FakeOtel();
  const clock = new ManualClock();
  const app = new Scope("app", { clock, observers: [otelObserver(otel)] });
  const db = defineResource({ name: "db", acquire: () => new Promise(() => {}), release() {} });
  const acquiring = assert.rejects(app.acquire(db, { timeoutMs: 50 }));
  await clock.advanceAsync(50);
  await acquiring;
  assert.deepEqual(otel.measured("weir.resource.acquire.duration"), ["0.05 app db TimeoutError"]);
  const closing = app.close();
  await clock.advanceAsync(5_000);
  await closing;
});

Deno.test("otelObserver() counts up what it counts down", async () => {
  const otel = new FakeOtel();
  const app = new Scope("app", { observers: [otelObserver(otel)] });
  app.defer("lock", () => {});
  app.child("request").defer("lock", () => {});
  app.child("request");
  assert.deepEqual(otel.sums("weir.scope.active"), { app: 1, request: 2 });
  assert.deepEqual(otel.sums("weir.resource.active"), { "app lock": 1, "request lock": 1 });
  await app.close();
  assert.deepEqual(otel.sums("weir.scope.active"), { app: 0, request: 0 });
  assert.deepEqual(otel.sums("weir.resource.active"), { "app lock": 0, "request lock": 0 });
});

Deno.test("otelObserver() counts a resource where it was moved to", () => {
  const otel = new FakeOtel();
  const telemetry = otelObserver(otel);
  telemetry(makeEvent("scope.opened", { scope: "app", scopeId: 1, parentId: undefined }));
  telemetry(makeEvent("scope.opened"));
  for (const resourceId of [7, 8]) {
    telemetry(makeEvent("resource.acquired", { resourceId, durationMs: 0 }));
  }
  telemetry(makeEvent("resource.moved", { to: "app", toScopeId: 1 }));
  telemetry(makeEvent("resource.moved", { resourceId: 8, toScopeId: 99 }));
  assert.deepEqual(otel.sums("weir.resource.active"), { "request db": 0, "app db": 1 });
  assert.deepEqual(telemetry.stats(), { scopes: 2, resources: 1 });
  telemetry(makeEvent("resource.releasing", { scope: "app", scopeId: 1, heldMs: 5 }));
  assert.equal(otel.span("weir.release db").parent, otel.span("weir.scope app"));
  telemetry(makeEvent("resource.released", { scope: "app", scopeId: 1, durationMs: 5 }));
  telemetry(makeEvent("resource.moved", { resourceId: 8, toScopeId: 1 }));
  assert.deepEqual(otel.sums("weir.resource.active"), { "request db": 0, "app db": 0 });
  assert.deepEqual(otel.measured("weir.resource.use.duration"), ["0.005 app db"]);
});

Deno.test("otelObserver() puts no path and no number on a metric", async () => {
  const otel = new FakeOtel();
  const app = new Scope("app", { observers: [otelObserver(otel)] });
  app.child("request").defer("lock", () => Promise.reject(new Error("gone")));
  await assert.rejects(app.close({ status: "failure", error: new Error("boom") }));
  const keys = new Set(otel.measurements.flatMap(({ attributes }) => Object.keys(attributes)));
  assert.deepEqual([...keys].sort(), [
    "error.type",
    "weir.exit",
    "weir.resource.name",
    "weir.scope.name",
  ]);
});
