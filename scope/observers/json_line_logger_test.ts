import assert from "node:assert/strict";
import { ManualClock } from "../../testing/manual_clock.ts";
import { jsonLineLogger, type JsonLineLoggerOptions, logObserver, Scope } from "../mod.ts";

function recorder(options: JsonLineLoggerOptions = {}) {
  const lines: string[] = [];
  const write = (line: string, level: string) => {
    assert.doesNotMatch(line, /\n/);
    lines.push(`${level} ${line}`);
  };
  return { lines, logger: jsonLineLogger({ clock: new ManualClock(), write, ...options }) };
}

/** The properties as they come back from a line. */
function roundTrip(properties: Record<string, unknown>): Record<string, unknown> {
  const { lines, logger } = recorder();
  logger.error("Failed", properties);
  const { time: _, level: __, message: ___, ...rest } = JSON.parse(lines[0]!.slice(6));
  return rest;
}

Deno.test("jsonLineLogger() writes events through logObserver(), one line each", async () => {
  const { lines, logger } = recorder({ minLevel: "debug" });
  const scope = new Scope("job", { observers: [logObserver(logger)] });
  scope.defer("lock", () => Promise.reject(new Error("gone", { cause: new Error("why") })));
  await assert.rejects(scope.close());
  const records = lines.map((line) => JSON.parse(line.slice(line.indexOf(" "))));
  assert.deepEqual(
    records.map(({ level, message }) => `${level} ${message}`.replace(/[\d.]+ ms/, "n ms")),
    [
      "debug Scope job is open",
      "debug Acquired lock in job within n ms",
      "debug Scope job is closing: unknown",
      "debug Releasing lock of job",
      "error Could not release lock of job: Error: gone",
      "info Scope job closed after n ms: unknown",
    ],
  );
  assert.equal(records[4].error.causes[0].message, "why");
  assert.deepEqual(Object.keys(records[0]).slice(0, 4), ["time", "level", "message", "v"]);
});

Deno.test("jsonLineLogger() writes lines of the program's own, with a time", () => {
  const { lines, logger } = recorder();
  logger.debug("Not written");
  logger.info("Listening on {port} {nowhere}", { port: 80 });
  logger.warn("Careful");
  assert.deepEqual(lines, [
    'info {"time":"1970-01-01T00:00:00.000Z","level":"info",' +
    '"message":"Listening on 80 {nowhere}","port":80}',
    'warn {"time":"1970-01-01T00:00:00.000Z","level":"warn","message":"Careful"}',
  ]);
  assert.deepEqual(
    (["debug", "info", "warning", "error"] as const).map((level) => logger.isEnabledFor(level)),
    [false, true, true, true],
  );
});

Deno.test("jsonLineLogger() keeps its own fields when properties have their names", () => {
  const { lines, logger } = recorder();
  logger.warn("Careful", { level: "all", message: 1n, time: "noon", message_: 2, toJSON: () => 3 });
  const line = lines[0]!.slice(5);
  assert.deepEqual(JSON.parse(line), {
    time: "1970-01-01T00:00:00.000Z",
    level: "warn",
    message: "Careful",
    message_: 2,
    time_: "noon",
    level_: "all",
    message__: "1",
  });
  assert.match(line, /^\{"time":"1970[^,]*,"level":"warn","message":"Careful"/);
});

Deno.test("jsonLineLogger() writes objects in messages as JSON", () => {
  const { lines, logger } = recorder();
  const circular: Record<string, unknown> = {};
  circular.self = circular;
  logger.info("{user} {list} {big} {url} {error} {circular} {bare}", {
    user: { id: 7 },
    list: [{ id: 8 }],
    big: { id: 9n },
    url: new URL("http://localhost/"),
    error: new TypeError("no"),
    circular,
    bare: Object.create(null),
  });
  assert.equal(
    JSON.parse(lines[0]!.slice(5)).message,
    '{"id":7} [{"id":8}] {"id":"9"} http://localhost/ TypeError: no {"self":"[circular]"} {}',
  );
});

Deno.test("jsonLineLogger() loses no line because of what is in it", () => {
  const circular: Record<string, unknown> = { name: "loop", list: [] };
  circular.self = circular;
  (circular.list as unknown[]).push(circular, 2n);
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const throwing = () => assert.fail("hostile");
  const written = roundTrip({
    big: 10n,
    error: new TypeError("no", { cause: new Error("why") }),
    circular,
    proxy,
    toJSON: { toJSON: throwing, kept: true },
    getter: Object.defineProperty({ kept: 1 }, "bad", { get: throwing, enumerable: true }),
    date: new Date(0),
    invalid: new Date(NaN),
  });
  const { error, ...rest } = written as { error: Record<string, unknown> };
  assert.deepEqual(rest, {
    big: "10",
    circular: { name: "loop", list: ["[circular]", "2"], self: "[circular]" },
    proxy: {},
    toJSON: { kept: true },
    getter: { kept: 1 },
    date: "1970-01-01T00:00:00.000Z",
    invalid: null,
  });
  assert.deepEqual([error.type, error.message], ["TypeError", "no"]);
});

Deno.test("jsonLineLogger() unfolds errors and large numbers wherever they stand", () => {
  const { nested } = roundTrip({ nested: { error: new Error("no", { cause: "why" }) } });
  const { error } = nested as { error: { message: string; causes: object[] } };
  assert.deepEqual([error.message, error.causes.length], ["no", 1]);
  assert.deepEqual(roundTrip({ list: [1n] }), { list: ["1"] });
});

Deno.test("jsonLineLogger() survives properties that cannot be copied at all", () => {
  const { lines, logger } = recorder();
  const hostile = Object.defineProperty({ port: 80 }, "bad", {
    get: () => assert.fail("hostile"),
    enumerable: true,
  });
  logger.info("Port {port}, bad {bad}", hostile);
  assert.match(lines[0]!, /"message":"Port 80, bad \{bad\}","port":80\}$/);
  let deep: unknown = 1n;
  for (let depth = 0; depth < 10_000; depth++) deep = { deep };
  assert.match(JSON.stringify(roundTrip({ deep })), /"\[too deep\]"/);
});

Deno.test("jsonLineLogger() hands a line to the method of console of its level", () => {
  const written: unknown[] = [];
  const original = { info: console.info, error: console.error };
  console.info = (...args) => written.push(["info", ...args]);
  console.error = (...args) => written.push(["error", ...args]);
  try {
    const logger = jsonLineLogger({ clock: new ManualClock() });
    logger.info("a");
    logger.error("b");
  } finally {
    Object.assign(console, original);
  }
  const time = "1970-01-01T00:00:00.000Z";
  assert.deepEqual(written, [
    ["info", JSON.stringify({ time, level: "info", message: "a" })],
    ["error", JSON.stringify({ time, level: "error", message: "b" })],
  ]);
});

Deno.test("jsonLineLogger() refuses options that it does not know", () => {
  const bad = (options: object, message: RegExp) =>
    assert.throws(() => jsonLineLogger(options), { name: "TypeError", message });
  bad({ minLevel: "warning" }, /"minLevel" must be one of debug, info, warn, error/);
  bad({ write: 1 }, /"write" must be a function/);
  bad({ level: "info" }, /option "level" does not exist/);
});
