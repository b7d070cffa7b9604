import assert from "node:assert/strict";
import { OtlpCollector, type ReceivedSpan } from "./testdata/otlp_collector.ts";

const program = new URL("./testdata/traced_program.ts", import.meta.url).pathname;

/** Starts the program so that it reports to the collector. */
function start(collector: OtlpCollector, how: string, env: Record<string, string> = {}) {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", "--no-check", program, how],
    env: { ...collector.environment, ...env },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** Each span below its parent, and how it ended where that was not well. */
function tree(collector: OtlpCollector): string[] {
  return collector.spans.map((span) => {
    const type = span.attributes["error.type"];
    const ending = span.status.code === 2 ? `: ${type}: ${span.status.message}` : "";
    return `${collector.parentOf(span) ?? "none"} > ${span.name}${ending}`;
  }).sort();
}

/** The spans that a run of the program comes to, however it ends. */
const TREE = [
  "none > weir.scope app: ReleaseError: 2 releases failed",
  "none > weir.scope hand",
  "weir.scope app > weir.acquire db",
  "weir.scope app > weir.acquire flaky",
  'weir.scope app > weir.acquire slow: TimeoutError: Cannot acquire "slow" in scope "app" within 5 ms',
  "weir.scope app > weir.release bad: Error: gone",
  "weir.scope app > weir.release db",
  "weir.scope app > weir.release flaky",
  'weir.scope app > weir.release hung: TimeoutError: Cannot release "hung" of scope "app" ' +
  "as it did not settle within 20 ms: it is abandoned",
  "weir.scope app > weir.release slow",
  "weir.scope app > weir.scope request",
  "weir.scope app > weir.scope request",
  "weir.scope app > weir.scope request: TypeError: refused",
  "weir.scope hand > weir.release db",
  "weir.scope request > weir.acquire down: TypeError: refused",
  "weir.scope request > weir.release lock",
  "weir.scope request > weir.release lock",
  "weir.scope request > weir.release lock",
  "weir.scope request > work",
  "weir.scope request > work",
].sort();

const durationOf = ({ startMs, endMs }: ReceivedSpan) => endMs - startMs;

Deno.test("otelObserver() brings spans and metrics to a collector", async () => {
  await using collector = new OtlpCollector();
  const { code, stderr } = await start(collector, "return").output();
  assert.equal(code, 0, new TextDecoder().decode(stderr));
  assert.deepEqual(tree(collector), TREE);

  const app = collector.span("weir.scope app");
  const inApp = collector.spans.filter(({ traceId }) => traceId === app.traceId);
  assert.equal(inApp.length, TREE.length - 2);
  for (const span of inApp) {
    // The scope and its spans are told one after the other, so their times are a little apart.
    assert.ok(span.startMs >= app.startMs && span.endMs <= app.endMs + 50, span.name);
  }
  assert.ok(durationOf(app) >= 85 && durationOf(collector.span("weir.release hung")) >= 20);
  const locks = collector.spans.filter(({ name }) => name === "weir.release lock");
  assert.ok(locks.every((lock) => durationOf(lock) > 0), "also what takes microseconds");
  assert.deepEqual(app.attributes, {
    "weir.scope.name": "app",
    "weir.exit": "success",
    "error.type": "ReleaseError",
  });
  const [exception] = collector.span("weir.acquire down").events;
  assert.equal(exception?.name, "exception");
  assert.match(String(exception?.attributes["exception.stacktrace"]), /cause: Error: no route/);
  const eventOf = (name: string) =>
    collector.spans.flatMap(({ events }) => events).find((event) => event.name === name)
      ?.attributes;
  assert.deepEqual(eventOf("late_release"), { "weir.late": "arrival" });
  assert.deepEqual(eventOf("retry"), { "weir.attempt": 1, "error.type": "RangeError" });
  assert.deepEqual(eventOf("leak"), { "weir.resource.name": "db", "weir.place": "program.ts:1" });

  const counts = (name: string) => collector.totals(name, "count");
  const values = (name: string) => collector.totals(name, "value");
  assert.deepEqual(counts("weir.scope.duration"), {
    "ReleaseError app success": 1,
    "TypeError failure request": 1,
    "request success": 2,
    "hand success": 1,
  });
  assert.deepEqual(counts("weir.resource.acquire.duration"), {
    "app db": 1,
    "app flaky": 1,
    "TimeoutError app slow": 1,
    "TypeError down request": 1,
  });
  assert.deepEqual(counts("weir.resource.use.duration"), {
    "app db": 1,
    "app flaky": 1,
    "app bad": 1,
    "app hung": 1,
    "lock request": 3,
    "db hand": 1,
  });
  assert.deepEqual(counts("weir.resource.release.duration"), {
    "app db": 1,
    "app flaky": 1,
    "Error app bad": 1,
    "TimeoutError app hung": 1,
    "app slow": 1,
    "lock request": 3,
    "db hand": 1,
  });
  const [use] = collector.points.get("weir.resource.use.duration")!;
  assert.deepEqual(use?.bounds, [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10]);
  assert.equal(use?.unit, "s");
  assert.deepEqual(values("weir.scope.active"), { app: 0, request: 0, hand: 0 });
  assert.deepEqual(
    new Set(Object.values(values("weir.resource.active"))),
    new Set([0]),
  );
  assert.deepEqual(values("weir.resource.late_releases"), { "app hung": 1, "app slow": 1 });
  assert.deepEqual(values("weir.resource.retries"), { "RangeError app flaky": 1 });
  assert.deepEqual(values("weir.resource.leaks"), { "db hand": 1 });
});

Deno.test("otelPoolObserver() brings metrics to a collector, however the program ends", async () => {
  for (const how of ["return", "exit", "throw"]) {
    await using collector = new OtlpCollector();
    await start(collector, how).output();
    const counts = (name: string) => collector.totals(`db.client.connection.${name}`, "count");
    const values = (name: string) => collector.totals(`db.client.connection.${name}`, "value");
    assert.deepEqual(counts("create_time"), { db: 1 });
    assert.deepEqual(counts("wait_time"), { db: 2 });
    assert.deepEqual(counts("use_time"), { db: 2 });
    assert.deepEqual(values("timeouts"), { db: 1 });
    assert.deepEqual(values("count"), { "db idle": 0, "db used": 0 });
    for (const name of ["max", "idle.min", "idle.max", "pending_requests"]) {
      assert.deepEqual(values(name), { db: 0 }, name);
    }
    const [creation] = collector.points.get("db.client.connection.create_time")!;
    assert.deepEqual(creation!.attributes, { "db.client.connection.pool.name": "db" });
    assert.ok(creation!.unit === "s" && creation!.value >= 0.02 && creation!.value < 10);

    const [open] = collector.points.get("weir.pool.count")!;
    assert.deepEqual(Object.keys(open!.attributes).sort(), ["weir.pool.name", "weir.pool.state"]);
    assert.deepEqual(collector.totals("weir.pool.count", "value"), {
      "idle token": 1,
      "token used": 1,
    });
    assert.deepEqual(collector.totals("weir.pool.max", "value"), { token: 3 });
  }
});

Deno.test("otelObserver() loses nothing when the program exits or throws", async () => {
  for (const [how, expected] of [["exit", 3], ["throw", 1]] as const) {
    await using collector = new OtlpCollector();
    const { code } = await start(collector, how).output();
    assert.equal(code, expected);
    assert.deepEqual(tree(collector), TREE);
    assert.deepEqual(collector.totals("weir.scope.active", "value"), {
      app: 0,
      request: 0,
      hand: 0,
    });
  }
});

Deno.test({
  name: "otelObserver() loses nothing when SIGTERM closes the scope",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    await using collector = new OtlpCollector();
    const child = start(collector, "signal");
    const output = child.stdout.cancel();
    const reader = child.stderr.pipeThrough(new TextDecoderStream()).getReader();
    for (let text = ""; !text.includes("ready\n");) text += (await reader.read()).value;
    child.kill("SIGTERM");
    while (!(await reader.read()).done);
    await output;
    assert.equal((await child.status).code, 143);
    assert.deepEqual(tree(collector), [
      "none > weir.scope app",
      "weir.scope app > weir.acquire db",
      "weir.scope app > weir.release db",
    ]);
    assert.deepEqual(collector.totals("weir.resource.active", "value"), { "app db": 0 });
  },
});

Deno.test("otelObserver() leaves a request in the trace that it came with", async () => {
  await using collector = new OtlpCollector();
  const { code } = await start(collector, "serve").output();
  assert.equal(code, 0);
  const [app, request] = ["weir.scope app", "weir.scope request"].map((name) =>
    collector.span(name)
  );
  assert.deepEqual(
    [collector.parentOf(request!), collector.parentOf(collector.span("weir.release lock"))],
    ["GET", "weir.scope request"],
  );
  const { traceId, spanId } = request!.links[0]!;
  assert.deepEqual([traceId, spanId], [app!.traceId, app!.spanId]);
});

Deno.test("logObserver() brings lines with level and trace to a collector", async () => {
  await using collector = new OtlpCollector();
  const child = start(collector, "return", { OTEL_DENO_CONSOLE: "replace" });
  const { stdout } = await child.output();
  assert.equal(stdout.length, 0);
  const lines = collector.logs.map(({ severity, body }) => ({ severity, ...JSON.parse(body) }));
  assert.deepEqual(
    lines.map(({ severity, event, resource }) => [severity, event, resource]),
    [
      ["WARN", "resource.retrying", "flaky"],
      ["ERROR", "resource.acquire_failed", "slow"],
      ["WARN", "resource.late_released", "slow"],
      ["ERROR", "resource.acquire_failed", "down"],
      ["WARN", "resource.release_timeout", "hung"],
      ["ERROR", "resource.release_failed", "bad"],
      ["INFO", "scope.closed", undefined],
      ["WARN", "resource.late_released", "hung"],
      ["WARN", "pool.acquire_failed", undefined],
    ],
  );
  const closed = lines.find(({ event }) => event === "scope.closed");
  const { traceId, spanId } = collector.span("weir.scope app");
  assert.deepEqual([closed.traceId, closed.spanId], [traceId, spanId]);
});
