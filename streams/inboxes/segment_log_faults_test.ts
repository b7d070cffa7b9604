import assert from "node:assert/strict";
import { InboxBrokenError, InboxFullError } from "../errors.ts";
import { deliveryOf, readAll } from "../testdata/deliveries.ts";
import { type DiskCall, FakeDisk } from "../testdata/fake_disk.ts";
import { Held } from "../testdata/held.ts";
import { openSegmentLogOn } from "./segment_log.ts";

function failAt(disk: FakeDisk, call: DiskCall, message: string): void {
  disk.sabotage = (each) => {
    if (each === call) throw new Error(message);
  };
}

/** Opens the disk again after a power failure and says what is on it. */
async function survivors(disk: FakeDisk): Promise<string[]> {
  disk.sabotage = () => {};
  disk.cutPower();
  const inbox = await openSegmentLogOn(disk.mount(), {});
  const found = await readAll(inbox);
  assert.deepEqual(found.map(({ seq }) => seq), found.map((_, index) => index + 1));
  await inbox.append(deliveryOf("after"));
  await inbox.close();
  return found.map(({ id }) => id);
}

const faults: readonly (readonly [DiskCall, string])[] = [
  ["append", "EIO: write failed"],
  ["append", "ENOSPC: no space left on device"],
  ["sync", "EIO: fdatasync failed"],
  ["create", "EIO: the folder could not be synced"],
];

for (const [call, message] of faults) {
  for (const tornBytes of [0, 11, 70]) {
    Deno.test(`append() rejects with InboxBrokenError and keeps what it had accepted (${message}, ${tornBytes} bytes written)`, async () => {
      const disk = new FakeDisk();
      disk.tornBytes = tornBytes;
      const inbox = await openSegmentLogOn(disk.mount(), { segmentBytes: 200 });
      const accepted: string[] = [];
      for (let index = 0; index < 7; index++) {
        await inbox.append(deliveryOf(`d${index}`));
        accepted.push(`d${index}`);
      }
      failAt(disk, call, message);
      for (let round = 0; round < 4; round++) {
        const ids = [1, 2, 3, 4, 5].map((each) => `x${round}-${each}`);
        const results = await Promise.allSettled(ids.map((id) => inbox.append(deliveryOf(id))));
        for (const [index, result] of results.entries()) {
          if (result.status === "fulfilled") {
            accepted.push(ids[index]!);
            continue;
          }
          assert.ok(result.reason instanceof InboxBrokenError);
          assert.equal((result.reason.cause as Error).message, message);
        }
      }
      assert.ok(accepted.length < 27);
      await assert.rejects(inbox.append(deliveryOf("later")), InboxBrokenError);
      assert.equal(inbox.stats().lastSeq, accepted.length);
      assert.equal(inbox.stats().pendingAppends, 0);
      assert.equal((await readAll(inbox)).length, accepted.length, "it can still be read");
      await inbox.close();
      assert.equal(disk.handles, 0);
      assert.deepEqual((await survivors(disk)).slice(0, accepted.length), accepted);
    });
  }
}

Deno.test("append() loses nothing acknowledged when the power fails at any call", async () => {
  for (let at = 0; at < 60; at++) {
    const disk = new FakeDisk();
    disk.tornBytes = at % 90;
    const inbox = await openSegmentLogOn(disk.mount(), { segmentBytes: 150 });
    let calls = 0;
    disk.sabotage = () => {
      if (calls++ >= at) throw new Error("power");
    };
    const accepted: string[] = [];
    for (let index = 0; index < 20; index++) {
      const ids = [`a${index}`, `b${index}`];
      const results = await Promise.allSettled(ids.map((id) => inbox.append(deliveryOf(id))));
      results.forEach(({ status }, each) => {
        if (status === "fulfilled") accepted.push(ids[each]!);
      });
    }
    assert.deepEqual((await survivors(disk)).slice(0, accepted.length), accepted, `call ${at}`);
    await inbox.close();
  }
});

Deno.test("read() stops taking part when it is never read to its end", async () => {
  const disk = new FakeDisk();
  const inbox = await openSegmentLogOn(disk.mount(), {});
  for (const id of ["a", "b"]) await inbox.append(deliveryOf(id));
  const reader = inbox.read({ maxItems: 1 }).getReader();
  await reader.read();
  await inbox.close();
  assert.equal(disk.handles, 0);
  assert.equal((await reader.read()).done, true);
});

Deno.test("openSegmentLog() makes what it finds durable before anybody reads it", async () => {
  const disk = new FakeDisk();
  const first = await openSegmentLogOn(disk.mount(), {});
  await first.append(deliveryOf("a"));
  const held = new Held();
  disk.sabotage = (call) => call === "sync" ? held.wait() : undefined;
  const lost = first.append(deliveryOf("b"));
  lost.catch(() => {});
  await held.reached;
  // The process is killed here: "b" is in the cache of the system, and was never synced.
  disk.sabotage = () => {};
  const second = await openSegmentLogOn(disk.mount(), {});
  const read = (await readAll(second)).map(({ id }) => id);
  assert.deepEqual(read, ["a", "b"]);
  disk.cutPower();
  const third = await openSegmentLogOn(disk.mount(), {});
  assert.deepEqual((await readAll(third)).map(({ id }) => id), read);
  await third.close();
  await second.close();
  held.release();
  await first.close();
});

Deno.test("openSegmentLog() closes what it opened when it cannot go on", async () => {
  for (const call of ["list", "open", "create", "read", "truncate", "sync"] as const) {
    const disk = new FakeDisk();
    if (call !== "create") {
      const inbox = await openSegmentLogOn(disk.mount(), {});
      await inbox.append(deliveryOf("a"));
      await inbox.close();
      const [file] = disk.files.values();
      file!.bytes = file!.bytes.slice(0, -1);
    }
    failAt(disk, call, "EIO");
    let disposed = 0;
    const files = { ...disk.mount(), [Symbol.dispose]: () => void disposed++ };
    await assert.rejects(openSegmentLogOn(files, {}), /EIO/, call);
    assert.deepEqual([disposed, disk.handles], [1, 0], call);
  }
});

Deno.test("stats() counts the appends that wait to become durable", async () => {
  const disk = new FakeDisk();
  const held = new Held();
  await using inbox = await openSegmentLogOn(disk.mount(), {});
  disk.sabotage = (call) => call === "sync" ? held.wait() : undefined;
  const appends = ["a", "b", "c"].map((id) => inbox.append(deliveryOf(id)));
  assert.equal(inbox.stats().pendingAppends, 3);
  await held.reached;
  assert.equal(inbox.stats().pendingAppends, 3);
  held.release();
  await Promise.all(appends);
  assert.equal(inbox.stats().pendingAppends, 0);
});

Deno.test("read() goes on with the next file when the one it was to open is released meanwhile", async () => {
  const disk = new FakeDisk();
  await using inbox = await openSegmentLogOn(disk.mount(), { segmentBytes: 1 });
  for (const id of ["a", "b", "c"]) await inbox.append(deliveryOf(id));
  const held = new Held();
  disk.sabotage = (call) => call === "open" ? held.wait() : undefined;
  const reader = inbox.read().getReader();
  const batch = reader.read();
  await held.reached;
  await inbox.release(1);
  disk.sabotage = () => {};
  held.release();
  assert.deepEqual((await batch).value?.map(({ id }) => id), ["b"]);
  await reader.cancel();
});

Deno.test("append() goes on after a full log was released, whatever the size of its files", async () => {
  for (const segmentBytes of [1, 500, 2 ** 24]) {
    const disk = new FakeDisk();
    await using inbox = await openSegmentLogOn(disk.mount(), { maxBytes: 1_000, segmentBytes });
    let accepted = 0;
    for (let round = 0; round < 4; round++) {
      await assert.rejects(inbox.append(deliveryOf("huge", "x".repeat(1_000))), InboxFullError);
      for (;;) {
        const seq = await inbox.append(deliveryOf(`d${accepted}`)).catch(() => undefined);
        if (seq === undefined) break;
        assert.equal(seq, ++accepted);
        const onDisk = [...disk.files.values()].reduce((sum, { bytes }) => sum + bytes.length, 0);
        assert.ok(onDisk <= 1_000);
      }
      assert.ok(accepted > round * 5, `round ${round}: ${accepted} with ${segmentBytes}`);
      await inbox.release(accepted);
    }
  }
});
