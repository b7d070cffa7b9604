import assert from "node:assert/strict";
import { formatLeakReport, type LeakReport } from "../mod.ts";

const EMPTY: LeakReport = {
  ok: true,
  watched: 0,
  resources: [],
  scopes: [],
  abandoned: [],
  abandonedDropped: 0,
  forgotten: [],
  forgottenDropped: 0,
};

Deno.test("formatLeakReport() draws a section for each kind of leak", () => {
  const place = "file:///app/orders.ts:12:34";
  const resource = { path: "app/request", resource: "connection", heldMs: 90_000, place };
  const text = formatLeakReport({
    ok: false,
    watched: 4,
    resources: [resource, { ...resource, resource: "lock\nfile", place: undefined }],
    scopes: [{ path: "app/request", openMs: 91_000, held: 2, place }],
    abandoned: [{ path: "app/job", resource: "socket", abandonedMs: 1_500, place }],
    abandonedDropped: 1_234,
    forgotten: [
      { path: "job", count: 10_000, openMs: 5_000, resources: [resource], place },
      { path: "task", count: 1, openMs: 5_000, resources: [], place },
    ],
    forgottenDropped: 0,
  });
  assert.equal(
    text,
    [
      "Held for too long: 2",
      "  app/request/connection  1 min 30 s  file:///app/orders.ts:12:34",
      "  app/request/lock file  1 min 30 s",
      "Open for too long: 1",
      "  app/request  1 min 31 s, holds 2 resources  file:///app/orders.ts:12:34",
      "Given up and not settled since: 1,235",
      "  app/job/socket  1.5 s ago  file:///app/orders.ts:12:34",
      "  … and 1,234 more",
      "Collected without having been closed: 10,001",
      "  job  10,000 times  file:///app/orders.ts:12:34",
      "    held app/request/connection  1 min 30 s  file:///app/orders.ts:12:34",
      "  task  file:///app/orders.ts:12:34",
    ].join("\n"),
  );
});

Deno.test("formatLeakReport() says whether anybody looked when there is nothing", () => {
  assert.equal(formatLeakReport({ ...EMPTY, watched: 3 }), "No leaks in 3 scopes");
  assert.match(formatLeakReport(EMPTY), /^No scope is watched for leaks/);
});
