import assert from "node:assert/strict";
import {
  configure,
  getJsonLinesFormatter,
  getLogger,
  type LogRecord,
  reset,
} from "@logtape/logtape";
import { logObserver, Scope } from "../mod.ts";

/** LogTape with a sink that keeps what it gets, until the end of a test. */
async function configured(lowestLevel: "debug" | "warning") {
  const records: LogRecord[] = [];
  await configure({
    sinks: { memory: (record) => void records.push(record) },
    loggers: [
      { category: ["weir"], sinks: ["memory"], lowestLevel },
      { category: ["logtape", "meta"], lowestLevel: "fatal" },
    ],
  });
  return { records, [Symbol.asyncDispose]: reset };
}

async function failingScope(): Promise<void> {
  const observers = [logObserver(getLogger(["weir", "scope"]))];
  const scope = new Scope("job", { observers });
  scope.defer("lock", () => Promise.reject(new Error("gone", { cause: new Error("why") })));
  await assert.rejects(scope.close());
}

Deno.test("logObserver() brings category, level, message and properties to LogTape", async () => {
  await using logtape = await configured("debug");
  await failingScope();
  const { records } = logtape;
  assert.deepEqual(records.map(({ level, properties }) => `${level} ${properties.event}`), [
    "debug scope.opened",
    "debug resource.acquired",
    "debug scope.closing",
    "debug resource.releasing",
    "error resource.release_failed",
    "info scope.closed",
  ]);
  const failed = records[4]!;
  assert.deepEqual(failed.category, ["weir", "scope"]);
  assert.equal(failed.message.join(""), "Could not release lock of job: Error: gone");
  const line = JSON.parse(getJsonLinesFormatter()(failed));
  assert.equal(line.properties.error.causes[0].message, "why");
  assert.equal(line.properties.path, "job");
});

Deno.test("logObserver() asks LogTape for the level, and is silent when nothing is configured", async () => {
  {
    await using logtape = await configured("warning");
    await failingScope();
    assert.deepEqual(logtape.records.map(({ properties }) => properties.event), [
      "resource.release_failed",
    ]);
  }
  await failingScope();
});
