import assert from "node:assert/strict";
import { ManualClock } from "../../testing/manual_clock.ts";
import { defineResource, jsonLineLogger, logObserver, ResourcePool, Scope } from "../mod.ts";
import { makePoolEvent } from "./testdata/make_pool_event.ts";

/** An observer, and what it has written: level and message of each line. */
function recorder() {
  const lines: string[] = [];
  const logger = jsonLineLogger({
    minLevel: "debug",
    write(line) {
      const { level, message } = JSON.parse(line);
      assert.doesNotMatch(message, /[{}]/, "names a property that is not there");
      lines.push(`${level} ${message}`);
    },
  });
  return { lines, observe: logObserver(logger) };
}

Deno.test("logObserver() hears a scope and a pool in it", async () => {
  const { lines, observe } = recorder();
  const clock = new ManualClock();
  const options = { clock, observers: [observe] };
  const token = defineResource({ name: "token", acquire: () => ({}), release: () => {} });
  const app = new Scope("app", options);
  const pool = app.use(new ResourcePool(token, { max: 2, ...options }));
  await pool.use(() => clock.advance(3));
  await app.close({ status: "success" });
  assert.deepEqual(lines.filter((line) => !line.includes("of app") && !line.includes("in app")), [
    "debug Scope app is open",
    "debug Pool token is open for 0 to 2 values",
    "debug Waiting for a value of pool token",
    "debug Made a value of pool token within 0 ms",
    "debug Lent a value of pool token after 0 ms",
    "debug A value of pool token is back after 3 ms",
    "debug Scope app is closing: success",
    "debug Pool token is closing",
    "debug Released a value of pool token: closed",
    "debug Pool token closed after 0 ms",
    "info Scope app closed after 3 ms: success",
  ]);
});

Deno.test("logObserver() writes what goes wrong in a pool with the level that it deserves", () => {
  const { lines, observe } = recorder();
  const error = new Error("no");
  for (const reason of ["timeout", "busy", "create_failed", "aborted", "closed"] as const) {
    observe(makePoolEvent("pool.acquire_failed", { reason, error, waitMs: 1 }));
  }
  observe(makePoolEvent("pool.create_failed", { error }));
  observe(makePoolEvent("pool.unhealthy", { error }));
  observe(makePoolEvent("pool.destroy_failed", { error }));
  observe(makePoolEvent("pool.leaked", { heldMs: 5, place: undefined }));
  observe(makePoolEvent("pool.leaked", { heldMs: 5, place: "a.ts:1" }));
  observe(makePoolEvent("pool.closed", { durationMs: 7, taken: 2 }));
  const refused = "Could not lend a value of pool db: Error: no";
  assert.deepEqual(lines, [
    `warn ${refused}`,
    `warn ${refused}`,
    `debug ${refused}`,
    `debug ${refused}`,
    `debug ${refused}`,
    "warn Could not make a value of pool db: Error: no",
    "warn A value of pool db does not work: Error: no",
    "error Could not release a value of pool db: Error: no",
    "warn A value of pool db has been lent for 5 ms",
    "warn A value of pool db has been lent for 5 ms, acquired at a.ts:1",
    "warn Pool db closed after 7 ms, values taken: 2",
  ]);
});

Deno.test("logObserver() does not ask for the trace of an event of a pool", () => {
  let asked = 0;
  const logger = jsonLineLogger({ minLevel: "debug", write() {} });
  const observe = logObserver(logger, { traceOf: () => void asked++ });
  observe(makePoolEvent("pool.closing"));
  assert.equal(asked, 0);
});

Deno.test("logObserver() hands pino the properties of an event of a pool first", () => {
  const written: unknown[] = [];
  const log = (properties: object, message: string) => written.push([properties, message]);
  const pino = {
    debug: log,
    info: log,
    warn: log,
    error: log,
    bindings: () => ({}),
    isLevelEnabled: (level: string) => level !== "debug",
  };
  const observe = logObserver(pino);
  observe(makePoolEvent("pool.closing"));
  observe(makePoolEvent("pool.leaked", { heldMs: 5, place: undefined }));
  const figures = { pool: "db", poolId: 3, idle: 2, used: 1, pending: 0 };
  assert.deepEqual(written, [[
    { v: 1, event: "pool.leaked", ...figures, heldMs: 5 },
    "A value of pool db has been lent for 5 ms",
  ]]);
});
