import assert from "node:assert/strict";
import { type PoolEvent, type ScopeEvent, toLogRecord } from "../mod.ts";
import { makeEvent } from "./testdata/make_event.ts";
import { makePoolEvent } from "./testdata/make_pool_event.ts";

Deno.test("toLogRecord() makes a flat and frozen record of an event of a pool", () => {
  const record = toLogRecord(makePoolEvent("pool.acquired", { waitMs: 1.23456 }));
  assert.deepEqual(record, {
    v: 1,
    time: "2023-11-14T22:13:20.000Z",
    event: "pool.acquired",
    level: "debug",
    pool: "db",
    poolId: 3,
    idle: 2,
    used: 1,
    pending: 0,
    waitMs: 1.235,
  });
  assert.ok(Object.isFrozen(record));
});

Deno.test("toLogRecord() holds what is particular to an event of a pool", () => {
  const error = new Error("no");
  const particular = (event: PoolEvent) => {
    const { v: _v, time: _time, event: type, pool, poolId, idle, used, pending, ...rest } =
      toLogRecord(event);
    assert.deepEqual([type, pool, poolId, idle, used, pending], [event.type, "db", 3, 2, 1, 0]);
    return { ...rest, ...(rest.error && { error: rest.error.message }) };
  };
  assert.deepEqual([
    particular(makePoolEvent("pool.opened", { min: 1, max: 5 })),
    particular(makePoolEvent("pool.acquire_failed", { reason: "busy", waitMs: 0, error })),
    particular(makePoolEvent("pool.released", { useMs: 0.1 + 0.2, wasLeaked: true })),
    particular(makePoolEvent("pool.destroyed", { reason: "idle", ageMs: 9, durationMs: 1 })),
    particular(makePoolEvent("pool.leaked", { heldMs: 7, place: "a.ts:1" })),
    particular(makePoolEvent("pool.leaked", { heldMs: 7, place: undefined })),
    particular(makePoolEvent("pool.closed", { durationMs: 5, taken: 1 })),
  ], [
    { level: "debug", min: 1, max: 5 },
    { level: "warn", reason: "busy", waitMs: 0, error: "no" },
    { level: "debug", useMs: 0.3, wasLeaked: true },
    { level: "debug", reason: "idle", ageMs: 9, durationMs: 1 },
    { level: "warn", heldMs: 7, place: "a.ts:1" },
    { level: "warn", heldMs: 7 },
    { level: "warn", durationMs: 5, taken: 1 },
  ]);
});

Deno.test("toLogRecord() takes either kind of event from one sink", () => {
  const events: (ScopeEvent | PoolEvent)[] = [
    makeEvent("resource.acquiring"),
    makePoolEvent("pool.closing"),
  ];
  const records = events.map((event) => toLogRecord(event));
  assert.deepEqual(records.map((record) => "pool" in record ? record.pool : record.path), [
    "app/request",
    "db",
  ]);
});
