import assert from "node:assert/strict";
import type { NewDelivery } from "./delivery.ts";
import type { Inbox } from "./inbox.ts";
import { deliveryOf, readAll } from "./testdata/deliveries.ts";
import { FakeDisk } from "./testdata/fake_disk.ts";
import { isDeliveryId } from "./_check_delivery.ts";
import { memoryInbox } from "./inboxes/memory_inbox.ts";
import { openSegmentLogOn } from "./inboxes/segment_log.ts";

Deno.test("isDeliveryId() takes up to 200 bytes of printable text", () => {
  for (const id of ["a", "x".repeat(200), "72d3162e-cc78-11e3", "größe 漢字 🙈", "é".repeat(100)]) {
    assert.ok(isDeliveryId(id), id);
  }
});

const badIds: readonly unknown[] = [
  "",
  "x".repeat(201),
  "é".repeat(101),
  "a#2",
  "nul \0",
  "line\nbreak",
  "\u2028",
  "half a pair \ud83d",
  5,
  undefined,
];

Deno.test("isDeliveryId() refuses what a queue could not carry or nobody could read", () => {
  for (const id of badIds) assert.equal(isDeliveryId(id), false, String(id));
});

const inboxes: readonly (readonly [string, () => Promise<Inbox>])[] = [
  ["memoryInbox", () => Promise.resolve(memoryInbox())],
  ["openSegmentLog", () => openSegmentLogOn(new FakeDisk().mount(), {})],
];

const sound = deliveryOf("a");
const broken: readonly (readonly [string, unknown])[] = [
  ["delivery", undefined],
  ["delivery", null],
  ["id", { ...sound, id: "a#2" }],
  ["receivedAtMs", { ...sound, receivedAtMs: Number.NaN }],
  ["receivedAtMs", { ...sound, receivedAtMs: "now" }],
  ["headers", { ...sound, headers: null }],
  ["headers", { ...sound, headers: ["a"] }],
  ["headers", { ...sound, headers: { "x-count": 5 } }],
  ["body", { ...sound, body: "{}" }],
  ["body", { ...sound, body: undefined }],
];

for (const [name, open] of inboxes) {
  Deno.test(`append() appends nothing that is no delivery (${name})`, async () => {
    await using inbox = await open();
    for (const [part, delivery] of broken) {
      await assert.rejects(inbox.append(delivery as NewDelivery), {
        name: "TypeError",
        message: new RegExp(
          `^Cannot accept the delivery as "${part}" must be .*: current value is`,
        ),
      });
    }
    assert.deepEqual([inbox.stats().lastSeq, inbox.stats().bytes], [0, 0]);
    assert.equal(await inbox.append(sound), 1);
    assert.deepEqual((await readAll(inbox)).map(({ id }) => id), ["a"]);
  });
}
