import assert from "node:assert/strict";
import { type ScopeEvent, toLogRecord } from "../mod.ts";
import { makeEvent } from "./testdata/make_event.ts";

Deno.test("toLogRecord() makes a flat and frozen record", () => {
  const event = makeEvent("resource.acquired", { durationMs: 12.345678, attempt: 2 });
  const record = toLogRecord(event, { traceId: "t", spanId: "s" });
  assert.deepEqual(record, {
    v: 1,
    time: "2023-11-14T22:13:20.000Z",
    event: "resource.acquired",
    level: "debug",
    scope: "request",
    path: "app/request",
    scopeId: 2,
    parentId: 1,
    resource: "db",
    resourceId: 7,
    attempt: 2,
    durationMs: 12.346,
    traceId: "t",
    spanId: "s",
  });
  assert.ok(Object.isFrozen(record));
  const later = [0.5, 1].map((ms) => toLogRecord({ ...event, atMs: event.atMs + ms }).time);
  assert.deepEqual(later, ["2023-11-14T22:13:20.000Z", "2023-11-14T22:13:20.001Z"]);
});

Deno.test("toLogRecord() holds what is particular to an event", () => {
  const error = new Error("refused");
  const particular = (event: ScopeEvent) => {
    const { v, time, event: type, level, scope, path, scopeId, parentId, ...rest } = toLogRecord(
      event,
    );
    assert.deepEqual([v, typeof time, type, path], [1, "string", event.type, event.path]);
    assert.deepEqual([scope, scopeId, parentId], ["request", 2, 1]);
    const { resource: _, resourceId: __, error: record, ...fields } = rest;
    return { level, ...fields, ...(record && { error: record.message }) };
  };
  const all = [
    particular(makeEvent("resource.retrying", { attempt: 1, delayMs: 100, error })),
    particular(makeEvent("resource.moved", { to: "app", toScopeId: 1 })),
    particular(makeEvent("resource.leaked", { heldMs: 5, place: "a.ts:1" })),
    particular(makeEvent("resource.leaked", { heldMs: 5, place: undefined })),
    particular(makeEvent("scope.leaked", { reason: "open", openMs: 5, held: 2, place: "a.ts:1" })),
    particular(makeEvent("resource.unhealthy", { durationMs: 1, error })),
    particular(makeEvent("resource.released", { heldMs: 0.00049, durationMs: 0.1 + 0.2 })),
    particular(makeEvent("resource.late_released", { late: "arrival", durationMs: 1 })),
  ];
  assert.deepEqual(all, [
    { level: "warn", attempt: 1, delayMs: 100, error: "refused" },
    { level: "debug", to: "app" },
    { level: "warn", heldMs: 5, place: "a.ts:1" },
    { level: "warn", heldMs: 5 },
    { level: "warn", reason: "open", openMs: 5, held: 2, place: "a.ts:1" },
    { level: "warn", durationMs: 1, error: "refused" },
    { level: "debug", heldMs: 0, durationMs: 0.3 },
    { level: "warn", late: "arrival", durationMs: 1 },
  ]);
});

Deno.test("toLogRecord() tells the error of a scope once, when it has closed", () => {
  const exit = { status: "failure", error: new Error("boom") } as const;
  const closed = { exit, durationMs: 3, closeMs: 1, failures: 2 };
  assert.equal("error" in toLogRecord(makeEvent("scope.closing", { exit })), false);
  const child = toLogRecord(makeEvent("scope.closed", closed));
  assert.deepEqual(
    [child.level, child.exit, child.error?.message, child.failures, child.closeMs],
    ["debug", "failure", "boom", 2, 1],
  );
  const root = toLogRecord(makeEvent("scope.closed", { ...closed, parentId: undefined }));
  assert.deepEqual([root.level, root.parentId], ["error", null]);
  const success = { ...closed, exit: { status: "success" }, parentId: undefined } as const;
  assert.equal(toLogRecord(makeEvent("scope.closed", success)).level, "info");
});
