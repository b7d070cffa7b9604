import assert from "node:assert/strict";
import { ManualClock } from "../../testing/manual_clock.ts";
import {
  defineResource,
  type OtelApi,
  otelObserver,
  type OtelSpan,
  Scope,
  withScope,
} from "../mod.ts";
import { FakeOtel } from "./testdata/fake_otel.ts";
import { makeEvent } from "./testdata/make_event.ts";

const db = defineResource({ name: "db", acquire: () => Promise.resolve(1), release: () => {} });

function observed(options: Parameters<typeof otelObserver>[1] = {}) {
  const otel = new FakeOtel();
  const telemetry = otelObserver(otel, options);
  return { otel, telemetry, observers: [telemetry] };
}

/** Each span under the name of its parent. */
function tree(otel: FakeOtel): string[] {
  return otel.spans.map(({ name, parent }) => `${parent?.name ?? "none"} > ${name}`);
}

Deno.test("otelObserver() starts spans below their scope, and a root's below the active one", async () => {
  const { otel, telemetry, observers } = observed();
  await otel.inSpan("main", () => {
    const app = new Scope("app", { observers });
    app.defer("lock", () => {});
    const request = app.child("request");
    return request.acquire(db).then(() => app.close());
  });
  assert.deepEqual(tree(otel), [
    "none > main",
    "main > weir.scope app",
    "weir.scope app > weir.scope request",
    "weir.scope request > weir.acquire db",
    "weir.scope request > weir.release db",
    "weir.scope app > weir.release lock",
  ]);
  assert.deepEqual(otel.spans.filter(({ endMs }) => endMs === undefined).map((span) => span.name), [
    "main",
  ]);
  assert.deepEqual(telemetry.stats(), { scopes: 0, resources: 0 });
});

Deno.test("otelObserver() leaves a scope to the span of its request when that is a new one", async () => {
  const { otel, observers } = observed();
  const app = otel.inSpan("main", () => new Scope("app", { observers }));
  const request = otel.inSpan("GET /", () => app.child("request"));
  otel.inSpan("other", () => request.child("step"));
  request.child("later");
  await app.close();
  assert.deepEqual(tree(otel).filter((line) => line.includes("weir.scope")), [
    "main > weir.scope app",
    "GET / > weir.scope request",
    "other > weir.scope step",
    "weir.scope request > weir.scope later",
  ]);
  const appIds = otel.span("weir.scope app").ids;
  assert.deepEqual(otel.span("weir.scope request").options.links, [{ context: appIds }]);
  assert.equal(otel.span("weir.scope later").options.links, undefined);
});

Deno.test("otelObserver() needs no link when the active span is in the trace of the parent", async () => {
  const { otel, telemetry, observers } = observed();
  const app = new Scope("app", { observers });
  telemetry.within(app, () => otel.inSpan("work", () => app.child("step")));
  telemetry.within(app, () => app.child("direct"));
  await app.close();
  assert.deepEqual(tree(otel).slice(1), [
    "weir.scope app > work",
    "work > weir.scope step",
    "weir.scope app > weir.scope direct",
  ]);
  assert.equal(otel.span("weir.scope step").options.links, undefined);
});

Deno.test("otelObserver() gives spans the times that the clock of the scope tells", async () => {
  const { otel, observers } = observed();
  const clock = new ManualClock(1_000.25);
  const app = new Scope("app", { clock, observers });
  clock.advance(0.125);
  app.defer("lock", () => clock.advance(0.5));
  await app.close();
  const times = otel.spans.map(({ options, endMs }) => [options.startTime, endMs]);
  assert.deepEqual(times, [[1_000.25, 1_000.875], [1_000.375, 1_000.875]]);
  assert.deepEqual(otel.measured("weir.scope.duration"), ["0.000625 app unknown"]);
});

Deno.test("otelObserver() ends spans by durations, as events tell whole milliseconds", () => {
  const { otel, telemetry } = observed();
  telemetry(makeEvent("scope.opened", { atMs: 1_000 }));
  telemetry(makeEvent("resource.acquiring", { atMs: 1_000 }));
  telemetry(makeEvent("resource.acquired", { atMs: 1_001, durationMs: 0.25 }));
  telemetry(makeEvent("resource.releasing", { atMs: 1_001, heldMs: 0.25 }));
  telemetry(makeEvent("resource.released", { atMs: 1_001, durationMs: 0.125 }));
  const exit = { status: "success" } as const;
  telemetry(makeEvent("scope.closed", { atMs: 1_001, durationMs: 0.75, exit, failures: 0 }));
  assert.deepEqual(otel.spans.map(({ endMs }) => endMs), [1_000.75, 1_000.25, 1_001.125]);
});

Deno.test("otelObserver() runs code within the span of a scope that is open", async () => {
  const { otel, telemetry, observers } = observed();
  const result = await withScope("job", (job) => {
    return telemetry.within(job, () => otel.inSpan("query", () => "done"));
  }, { observers });
  assert.equal(result, "done");
  assert.equal(otel.span("query").parent, otel.span("weir.scope job"));
  const other = new Scope("other");
  assert.equal(telemetry.within(other, () => 1), 1);
  await other.close();
  assert.throws(() => telemetry.within({} as never, () => 1), /"scope" must be a Scope/);
  assert.throws(() => telemetry.within(other, 1 as never), /"fn" must be a function/);
});

Deno.test("otelObserver() answers where an event stands, also when the scope has just closed", async () => {
  const { otel, telemetry } = observed();
  const traces: unknown[] = [];
  const ask = (event: Parameters<typeof telemetry.traceOf>[0]) => {
    traces.push(telemetry.traceOf(event)?.spanId);
  };
  const app = new Scope("app", { observers: [telemetry, ask] });
  await app.child("request").close();
  await app.close();
  const [appId, requestId] = otel.spans.map(({ ids }) => ids.spanId);
  assert.deepEqual(traces, [appId, requestId, requestId, requestId, appId, appId]);
});

Deno.test("otelObserver() follows a child whose parent it does not see", async () => {
  const { otel, observers } = observed();
  const app = new Scope("app");
  const request = app.child("request", { observers });
  await request.acquire(db);
  await app.close();
  assert.deepEqual(tree(otel), [
    "none > weir.scope request",
    "weir.scope request > weir.acquire db",
    "weir.scope request > weir.release db",
  ]);
});

Deno.test("otelObserver() calls scopes what its option says", async () => {
  const { otel, observers } = observed({ scopeName: (name) => name.split(" ")[0]! });
  const order = new Scope("order 17", { observers });
  await order.acquire(db);
  await order.close();
  assert.equal(otel.spans[0]?.name, "weir.scope order");
  assert.deepEqual(otel.measured("weir.resource.active"), ["1 order db", "-1 order db"]);
});

/** A span as an API hands it out that has no SDK behind it. */
const NOWHERE: OtelSpan = {
  spanContext: () => ({ traceId: "0".repeat(32), spanId: "0".repeat(16), traceFlags: 0 }),
  isRecording: () => false,
  setAttribute: () => assert.fail("no span"),
  setStatus: () => assert.fail("no span"),
  addEvent: () => assert.fail("no span"),
  recordException: () => assert.fail("no span"),
  end: () => assert.fail("no span"),
};

Deno.test("otelObserver() does nothing when there is no API, or no SDK behind it", async () => {
  const none = otelObserver();
  let spans = 0;
  const instrument = {
    record: () => assert.fail("no metric"),
    add: () => assert.fail("no metric"),
  };
  const silent = otelObserver({
    trace: { getTracer: () => ({ startSpan: () => (spans++, NOWHERE) }) },
    context: new FakeOtel().context,
    metrics: {
      getMeter: () => ({
        createHistogram: () => instrument,
        createCounter: () => instrument,
        createUpDownCounter: () => instrument,
      }),
    },
  });
  const app = new Scope("app", { observers: [none, silent] });
  await app.acquire(db);
  assert.deepEqual([none.stats(), silent.stats()], [
    { scopes: 0, resources: 0 },
    { scopes: 0, resources: 0 },
  ]);
  assert.equal(none.within(app, () => silent.within(app, () => 1)), 1);
  app.child("request");
  await app.close();
  assert.deepEqual([spans, app.stats().observerErrors], [1, 0]);
  assert.deepEqual([none.isIdle, silent.isIdle], [true, true]);
});

Deno.test("otelObserver() ends what is open when the SDK has gone away", async () => {
  const { trace, context, spans } = new FakeOtel();
  const tracer = trace!.getTracer("");
  let isGone = false;
  const startSpan: typeof tracer.startSpan = (...args) =>
    isGone ? NOWHERE : tracer.startSpan(...args);
  const telemetry = otelObserver({ trace: { getTracer: () => ({ startSpan }) }, context });
  const app = new Scope("app", { observers: [telemetry] });
  isGone = true;
  app.child("request");
  await app.close();
  assert.deepEqual(spans.map(({ name, endMs }) => [name, endMs === undefined]), [
    ["weir.scope app", false],
  ]);
});

Deno.test("otelObserver() looks for the API when the first scope is opened", async () => {
  const key = Symbol.for("opentelemetry.js.api.1");
  const registry = globalThis as { [key: symbol]: unknown };
  const before = registry[key];
  const telemetry = otelObserver();
  const otel = new FakeOtel();
  registry[key] = otel;
  try {
    await new Scope("app", { observers: [telemetry] }).close();
  } finally {
    if (before === undefined) delete registry[key];
    else registry[key] = before;
  }
  assert.deepEqual(tree(otel), ["none > weir.scope app"]);
});

Deno.test("otelObserver() makes do with an API that has only spans, or only metrics", async () => {
  const fake = new FakeOtel();
  for (const api of [{ trace: fake.trace, context: fake.context }, { metrics: fake.metrics }]) {
    const app = new Scope("app", { observers: [otelObserver(api)] });
    await app.acquire(db);
    await app.close();
    assert.equal(app.stats().observerErrors, 0);
  }
  assert.equal(fake.spans.length, 3);
  assert.deepEqual(fake.sums("weir.scope.active"), { app: 0 });
});

Deno.test("otelObserver() refuses what is no API", () => {
  const bad = (api: unknown, message: RegExp) =>
    assert.throws(() => otelObserver(api as OtelApi), { name: "TypeError", message });
  bad(null, /"api" must be an object/);
  bad({}, /"api" must be the API of OpenTelemetry/);
  bad({ trace: {} }, /"api.trace.getTracer" must be a function/);
  bad({ metrics: {} }, /"api.metrics.getMeter" must be a function/);
  const { trace } = new FakeOtel();
  bad({ trace, context: {} }, /"api.context.active" must be a function/);
  assert.throws(() => otelObserver(undefined, { scopeName: 1 as never }), /"scopeName" must be/);
  assert.throws(() => otelObserver(undefined, { name: "a" } as never), /does not exist/);
});
