import assert from "node:assert/strict";
import { ManualClock } from "../../testing/manual_clock.ts";
import { defineResource, logObserver, Scope } from "../mod.ts";

function recorder() {
  const records: string[] = [];
  const log = (level: string) => (message: string, properties: Record<string, unknown>) => {
    const text = message.replace(/{(\w+)}/g, (_, key: string) => {
      assert.ok(key in properties, `${message} names a property that is not there`);
      return String(properties[key]);
    });
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
      "info Scope app closed after 10 ms",
      "warn Released hung of app/request late",
    ].toSorted((a, b) => records.indexOf(a) - records.indexOf(b)),
  );
  assert.ok(records.includes("debug Scope app/request closed after 10 ms"));
});

Deno.test("logObserver() refuses a logger that lacks a method", () => {
  assert.throws(() => logObserver({ debug() {} } as never), /"logger.info" must be a function/);
});
