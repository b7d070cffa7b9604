import assert from "node:assert/strict";
import { InboxClosedError, InboxFullError } from "../errors.ts";
import { deliveryOf, readAll } from "../testdata/deliveries.ts";
import { memoryInbox } from "./memory_inbox.ts";

Deno.test("memoryInbox() numbers deliveries and reads them behind a number", async () => {
  await using inbox = memoryInbox();
  for (const id of ["a", "b", "c"]) await inbox.append(deliveryOf(id));
  const found = await readAll(inbox, { after: 1, maxItems: 1 });
  assert.deepEqual(found.map(({ seq, id }) => [seq, id]), [[2, "b"], [3, "c"]]);
});

Deno.test("memoryInbox() refuses what goes beyond maxBytes until something is released", async () => {
  await using inbox = memoryInbox({ maxBytes: 10 });
  await inbox.append(deliveryOf("a", "x".repeat(8)));
  await assert.rejects(inbox.append(deliveryOf("b", "xxx")), InboxFullError);
  await inbox.release(1);
  assert.equal(await inbox.append(deliveryOf("b", "xxx")), 2);
  assert.deepEqual([inbox.stats().bytes, inbox.stats().releasedSeq], [3, 1]);
  assert.deepEqual((await readAll(inbox)).map(({ id }) => id), ["b"]);
});

Deno.test("memoryInbox() keeps a batch within maxBytes unless one delivery is larger", async () => {
  await using inbox = memoryInbox();
  for (const size of [4, 4, 4, 50, 4]) await inbox.append(deliveryOf("d", "x".repeat(size)));
  const sizes: number[] = [];
  for await (const batch of inbox.read({ maxBytes: 9 })) {
    sizes.push(batch.length);
    if (batch.at(-1)!.seq === 5) break;
  }
  assert.deepEqual(sizes, [2, 1, 1, 1]);
});

Deno.test("memoryInbox() wakes a waiting reader, and ends it when it is closed", async () => {
  const inbox = memoryInbox();
  const reader = inbox.read().getReader();
  const first = reader.read();
  await inbox.append(deliveryOf("a"));
  assert.deepEqual((await first).value?.map(({ id }) => id), ["a"]);
  const second = reader.read();
  await inbox.close();
  assert.equal((await second).done, true);
  await assert.rejects(inbox.append(deliveryOf("b")), InboxClosedError);
});

Deno.test("memoryInbox() ends a reader when its signal aborts or it is cancelled", async () => {
  await using inbox = memoryInbox();
  const stop = new AbortController();
  const aborted = inbox.read({ signal: stop.signal }).getReader();
  const waiting = aborted.read();
  stop.abort();
  assert.equal((await waiting).done, true);
  const cancelled = inbox.read().getReader();
  const pending = cancelled.read();
  await cancelled.cancel();
  assert.equal((await pending).done, true);
});

Deno.test("memoryInbox() refuses options that do not exist or are out of range", () => {
  assert.throws(() => memoryInbox({ maxBytes: 0 }), RangeError);
  assert.throws(() => memoryInbox({ maxByte: 1 } as object), /maxBytes/);
  assert.throws(() => memoryInbox().read({ maxItems: 0 }), RangeError);
});
