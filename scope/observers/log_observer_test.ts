import assert from "node:assert/strict";
import { ManualClock } from "../../testing/manual_clock.ts";
import { defineResource, logObserver, Scope, type ScopeLogRecord } from "../mod.ts";
import { renderMessage } from "./_render_message.ts";
import { makeEvent } from "./testdata/make_event.ts";

function recorder() {
  const records: string[] = [];
  const log = (level: string) => (message: string, properties: Record<string, unknown>) => {
    const text = renderMessage(message, properties);
    assert.doesNotMatch(text, /[{}]/, `${message} names a property that is not there`);
    records.push(`${level} ${text}`);
  };
  const logger = {
    debug: log("debug"),
    info: log("info"),
    warn: log("warn"),
    error: log("error"),
  };
  return { records, logger };
}

Deno.test("logObserver() writes each event with the level that it deserves", async () => {
  const clock = new ManualClock();
  const { records, logger } = recorder();
  const app = new Scope("app", { clock, releaseTimeoutMs: 10, observers: [logObserver(logger)] });
  const db = defineResource({
    name: "db",
    acquire: () => Promise.reject(new Error("refused")),
    release: () => {},
  });
  await assert.rejects(app.acquire(db));
  app.defer("bad", () => Promise.reject(new Error("gone")));
  const late = Promise.withResolvers<void>();
  app.child("request").defer("hung", () => late.promise);
  const closing = assert.rejects(app.close());
  await clock.advanceAsync(10);
  late.resolve();
  await clock.advanceAsync(0);
  await closing;
  assert.deepEqual(
    records.filter((record) => !record.startsWith("debug")),
    [
      "error Could not acquire db in app: Error: refused",
      "warn Gave up releasing hung of app/request: TimeoutError: " +
      'Cannot release "hung" of scope "app/request" as it did not settle within 10 ms: ' +
      "it is abandoned",
      "error Could not release bad of app: Error: gone",
      "info Scope app closed after 10 ms: unknown",
      "warn Released hung of app/request late: release",
    ].toSorted((a, b) => records.indexOf(a) - records.indexOf(b)),
  );
  assert.ok(records.includes("debug Scope app/request closed after 10 ms: unknown"));
});

Deno.test("logObserver() has words for every event", () => {
  const { records, logger } = recorder();
  const observe = logObserver(logger);
  const error = new Error("no");
  const failed = { status: "failure", error } as const;
  observe(makeEvent("resource.retrying", { attempt: 1, delayMs: 100, error }));
  observe(makeEvent("resource.moved", { to: "app" }));
  observe(makeEvent("resource.leaked", { heldMs: 5, place: undefined }));
  observe(makeEvent("resource.leaked", { heldMs: 5, place: "a.ts:1" }));
  for (const reason of ["open", "collected"] as const) {
    observe(makeEvent("scope.leaked", { reason, openMs: 5, place: undefined }));
    observe(makeEvent("scope.leaked", { reason, openMs: 5, place: "a.ts:1" }));
  }
  observe(makeEvent("resource.unhealthy", { error }));
  observe(makeEvent("scope.closed", { exit: failed, durationMs: 3, parentId: undefined }));
  assert.deepEqual(records, [
    "warn Acquiring db in app/request again in 100 ms: Error: no",
    "debug Moved db from app/request to app",
    "warn db of app/request has been held for 5 ms",
    "warn db of app/request has been held for 5 ms, acquired at a.ts:1",
    "warn Scope app/request has been open for 5 ms",
    "warn Scope app/request has been open for 5 ms, opened at a.ts:1",
    "warn Scope app/request was dropped without having been closed",
    "warn Scope app/request was dropped without having been closed, opened at a.ts:1",
    "warn db of app/request does not work: Error: no",
    "error Scope app/request failed after 3 ms: Error: no",
  ]);
});

Deno.test("logObserver() makes no record when the logger does not want the level", () => {
  const asked: string[] = [];
  const written: string[] = [];
  const logger = {
    debug: () => void written.push("debug"),
    info: () => void written.push("info"),
    warn: () => void written.push("warn"),
    error: () => void written.push("error"),
    isEnabledFor(level: string) {
      asked.push(level);
      return level === "error";
    },
  };
  const observe = logObserver(logger, { traceOf: () => void written.push("record") });
  const error = new Error("no");
  observe(makeEvent("resource.acquiring"));
  observe(makeEvent("resource.retrying", { error }));
  observe(makeEvent("resource.release_failed", { error }));
  assert.deepEqual(asked, ["debug", "warning", "error"]);
  assert.deepEqual(written, ["record", "error"]);
});

Deno.test("logObserver() adds the trace of an event when it can be asked", () => {
  const records: ScopeLogRecord[] = [];
  const log = (_message: string, record: object) => records.push(record as ScopeLogRecord);
  const logger = { debug: log, info: log, warn: log, error: log };
  const traceOf = ({ scopeId }: { scopeId: number }) =>
    scopeId === 2 ? { traceId: "t", spanId: "s" } : undefined;
  const observe = logObserver(logger, { traceOf });
  observe(makeEvent("resource.acquiring"));
  observe(makeEvent("resource.acquiring", { scopeId: 3 }));
  assert.deepEqual(records.map(({ traceId, spanId }) => [traceId, spanId]), [
    ["t", "s"],
    [undefined, undefined],
  ]);
});

Deno.test("logObserver() calls warning() of a logger that has no warn()", () => {
  const { records, logger } = recorder();
  const { warn: warning, ...others } = logger;
  logObserver({ ...others, warning })(makeEvent("resource.late_released", { late: "release" }));
  assert.deepEqual(records, ["warn Released db of app/request late: release"]);
});

Deno.test("logObserver() hands pino its properties first, and no name twice", () => {
  const lines: unknown[] = [];
  const log = (properties: object, message: string) => lines.push([properties, message]);
  const pino = {
    debug: log,
    info: log,
    warn: log,
    error: log,
    bindings: () => ({}),
    isLevelEnabled: (level: string) => level !== "debug",
  };
  const observe = logObserver(pino);
  observe(makeEvent("resource.acquiring"));
  observe(makeEvent("resource.late_released", { late: "release", durationMs: 1 }));
  assert.equal(lines.length, 1);
  const [properties, message] = lines[0] as [object, string];
  assert.equal(message, "Released db of app/request late: release");
  assert.deepEqual(Object.keys(properties), [
    ...["v", "event", "scope", "path", "scopeId", "parentId", "resource", "resourceId"],
    ...["durationMs", "late"],
  ]);
});

Deno.test("logObserver() hands winston the message first, although it tells levels as pino does", () => {
  const { records, logger } = recorder();
  const winston = { ...logger, isLevelEnabled: () => false };
  logObserver(winston)(makeEvent("resource.late_released", { late: "release" }));
  assert.deepEqual(records, ["warn Released db of app/request late: release"]);
});

Deno.test("logObserver() refuses what is no logger", () => {
  const method = () => {};
  assert.throws(() => logObserver({ debug() {} } as never), /"logger.info" must be a function/);
  assert.throws(() => logObserver(undefined as never), /"logger.debug" must be a function/);
  const logger = { debug: method, info: method, error: method };
  assert.throws(() => logObserver(logger), /"logger.warn" must be a function/);
  assert.throws(() => logObserver(console, { traceof: 1 } as never), /use "traceOf"/);
  assert.throws(() => logObserver(console, { traceOf: 1 as never }), /"traceOf" must be/);
});

Deno.test("logObserver() lets the scope count what an asynchronous logger fails with", async () => {
  const log = () => Promise.reject(new Error("disk is full"));
  const plain = { debug: log, info: log, warn: log, error: log };
  const pino = { ...plain, bindings: () => ({}), isLevelEnabled: () => true };
  for (const logger of [plain, pino]) {
    const scope = new Scope("job", { observers: [logObserver(logger)] });
    await scope.close();
    await Promise.resolve();
    assert.equal(scope.stats().observerErrors, 3);
  }
});
