import assert from "node:assert/strict";
import { InboxBusyError, InboxClosedError, InboxFullError } from "../errors.ts";
import { deliveryOf, readAll, textOf } from "../testdata/deliveries.ts";
import { FakeDisk } from "../testdata/fake_disk.ts";
import { Held, settle } from "../testdata/held.ts";
import { tempFolder } from "../testdata/temp_folder.ts";
import { openSegmentLog, openSegmentLogOn } from "./segment_log.ts";

Deno.test("openSegmentLog() numbers deliveries from 1 in the order of the calls", async () => {
  await using folder = await tempFolder();
  await using inbox = await openSegmentLog(folder.path);
  const seqs = await Promise.all(
    Array.from({ length: 50 }, (_, index) => inbox.append(deliveryOf(`d${index}`, { index }))),
  );
  assert.deepEqual(seqs, Array.from({ length: 50 }, (_, index) => index + 1));
  const found = await readAll(inbox);
  assert.deepEqual(found.map(({ seq }) => seq), seqs);
  assert.deepEqual(found.map(({ id }) => id), seqs.map((seq) => `d${seq - 1}`));
});

Deno.test("openSegmentLog() brings back id, time, headers and the raw body byte for byte", async () => {
  await using folder = await tempFolder();
  const delivery = {
    id: 'quote " and Ü and 漢字 🙈',
    receivedAtMs: 1_700_000_000_123.5,
    headers: { "x-github-event": "push", "x-odd": 'a "b" \\ c' },
    body: Uint8Array.from({ length: 256 }, (_, index) => index),
  };
  {
    await using inbox = await openSegmentLog(folder.path);
    await inbox.append(delivery);
    await inbox.append({ ...delivery, id: "empty", headers: {}, body: new Uint8Array(0) });
  }
  await using inbox = await openSegmentLog(folder.path);
  const [first, second] = await readAll(inbox);
  assert.deepEqual({ ...first, body: [...first!.body] }, {
    ...delivery,
    seq: 1,
    body: [...delivery.body],
  });
  assert.deepEqual([second!.id, second!.body.length], ["empty", 0]);
});

Deno.test("openSegmentLog() goes on with the numbers after it was opened again", async () => {
  await using folder = await tempFolder();
  for (let round = 0; round < 3; round++) {
    await using inbox = await openSegmentLog(folder.path);
    assert.equal(inbox.stats().lastSeq, round * 2);
    assert.equal(await inbox.append(deliveryOf(`a${round}`)), round * 2 + 1);
    assert.equal(await inbox.append(deliveryOf(`b${round}`)), round * 2 + 2);
  }
  await using inbox = await openSegmentLog(folder.path);
  assert.deepEqual((await readAll(inbox)).map(({ id }) => id), [
    "a0",
    "b0",
    "a1",
    "b1",
    "a2",
    "b2",
  ]);
});

Deno.test("openSegmentLog() syncs appends in groups", async () => {
  const disk = new FakeDisk();
  const held = new Held();
  disk.sabotage = (call) => call === "sync" ? held.wait() : undefined;
  await using inbox = await openSegmentLogOn(disk.mount(), {});
  const appends = [inbox.append(deliveryOf("first"))];
  await held.reached;
  for (let index = 0; index < 99; index++) appends.push(inbox.append(deliveryOf(`d${index}`)));
  held.release();
  await Promise.all(appends);
  assert.equal(inbox.stats().syncs, 2);
});

Deno.test("openSegmentLog() resolves an append only after its sync", async () => {
  const disk = new FakeDisk();
  const held = new Held();
  await using inbox = await openSegmentLogOn(disk.mount(), {});
  disk.sabotage = (call) => call === "sync" ? held.wait() : undefined;
  let durable = false;
  const appended = inbox.append(deliveryOf("a")).then(() => durable = true);
  await held.reached;
  await settle();
  assert.deepEqual([durable, inbox.stats().lastSeq], [false, 0]);
  held.release();
  await appended;
  assert.equal(inbox.stats().lastSeq, 1);
});

Deno.test("openSegmentLog() shows a reader nothing that is not durable", async () => {
  const disk = new FakeDisk();
  const held = new Held();
  await using inbox = await openSegmentLogOn(disk.mount(), {});
  await inbox.append(deliveryOf("a"));
  disk.sabotage = (call) => call === "sync" ? held.wait() : undefined;
  const appended = inbox.append(deliveryOf("b"));
  await held.reached;
  const reader = inbox.read().getReader();
  const first = await reader.read();
  assert.deepEqual(first.value?.map(({ id }) => id), ["a"]);
  let second: readonly { id: string }[] | undefined;
  const next = reader.read().then(({ value }) => second = value);
  await settle();
  assert.equal(second, undefined);
  held.release();
  await appended;
  assert.deepEqual((await next)?.map(({ id }) => id), ["b"]);
  await reader.cancel();
});

Deno.test("read() waits at the end and yields what is appended later", async () => {
  await using folder = await tempFolder();
  await using inbox = await openSegmentLog(folder.path);
  const reader = inbox.read().getReader();
  const pending = reader.read();
  await inbox.append(deliveryOf("late", "1"));
  assert.deepEqual((await pending).value?.map(textOf), ["1"]);
  const next = reader.read();
  await inbox.append(deliveryOf("later", "2"));
  assert.deepEqual((await next).value?.map(textOf), ["2"]);
  await reader.cancel();
});

Deno.test("read() keeps up while deliveries are appended", async () => {
  await using folder = await tempFolder();
  await using inbox = await openSegmentLog(folder.path, { segmentBytes: 2_000 });
  const seen: number[] = [];
  const reading = (async () => {
    for await (const batch of inbox.read({ maxItems: 7 })) {
      seen.push(...batch.map(({ seq }) => seq));
      if (seen.length >= 300) break;
    }
  })();
  for (let index = 0; index < 300; index += 3) {
    await Promise.all([0, 1, 2].map((each) => inbox.append(deliveryOf(`d${index + each}`))));
  }
  await reading;
  assert.deepEqual(seen, Array.from({ length: 300 }, (_, index) => index + 1));
});

Deno.test("read() resumes behind the given number", async () => {
  await using folder = await tempFolder();
  await using inbox = await openSegmentLog(folder.path, { segmentBytes: 300 });
  for (let index = 1; index <= 20; index++) await inbox.append(deliveryOf(`d${index}`));
  for (let after = 0; after < 20; after++) {
    const seqs = (await readAll(inbox, { after })).map(({ seq }) => seq);
    assert.deepEqual(seqs, Array.from({ length: 20 - after }, (_, index) => after + index + 1));
  }
});

Deno.test("read() keeps to maxItems, and to maxBytes unless one delivery is larger", async () => {
  await using folder = await tempFolder();
  await using inbox = await openSegmentLog(folder.path);
  for (const size of [10, 10, 5_000, 10, 10, 10]) {
    await inbox.append(deliveryOf(`d${size}`, "x".repeat(size)));
  }
  const sizes: number[][] = [];
  for await (const batch of inbox.read({ maxItems: 2, maxBytes: 1_000 })) {
    sizes.push(batch.map(({ body }) => body.length));
    if (sizes.flat().length === 6) break;
  }
  assert.deepEqual(sizes.flat(), [10, 10, 5_000, 10, 10, 10]);
  for (const batch of sizes) {
    assert.ok(batch.length <= 2);
    assert.ok(batch.length === 1 || batch.reduce((sum, size) => sum + size) <= 1_000);
  }
});

Deno.test("read() serves several readers at their own pace", async () => {
  await using folder = await tempFolder();
  await using inbox = await openSegmentLog(folder.path, { segmentBytes: 500 });
  for (let index = 1; index <= 30; index++) await inbox.append(deliveryOf(`d${index}`));
  const all = await Promise.all([
    readAll(inbox, { maxItems: 1 }),
    readAll(inbox, { maxItems: 4, after: 10 }),
    readAll(inbox),
  ]);
  assert.deepEqual(all.map((found) => found.length), [30, 20, 30]);
  assert.deepEqual(all[0]!.map(({ id }) => id), all[2]!.map(({ id }) => id));
});

Deno.test("read() ends in good order when its signal aborts, waiting or not", async () => {
  await using folder = await tempFolder();
  await using inbox = await openSegmentLog(folder.path);
  await inbox.append(deliveryOf("a"));
  const stop = new AbortController();
  const reader = inbox.read({ signal: stop.signal }).getReader();
  await reader.read();
  const waiting = reader.read();
  stop.abort(new Error("enough"));
  assert.deepEqual(await waiting, { done: true, value: undefined });
  const late = inbox.read({ signal: stop.signal }).getReader();
  assert.equal((await late.read()).done, true);
});

Deno.test("read() gives up its file when it is cancelled while waiting and while reading", async () => {
  const disk = new FakeDisk();
  await using inbox = await openSegmentLogOn(disk.mount(), {});
  await inbox.append(deliveryOf("a"));
  const own = disk.handles;

  const waiting = inbox.read().getReader();
  await waiting.read();
  const next = waiting.read();
  await waiting.cancel();
  assert.equal((await next).done, true);
  assert.equal(disk.handles, own);

  const held = new Held();
  const reading = inbox.read().getReader();
  disk.sabotage = (call) => call === "read" ? held.wait() : undefined;
  const pending = reading.read();
  await held.reached;
  const cancelled = reading.cancel();
  held.release();
  await cancelled;
  assert.equal((await pending).done, true);
  assert.equal(disk.handles, own);
});

Deno.test("read() hands the error of the disk to its reader and gives up its file", async () => {
  const disk = new FakeDisk();
  await using inbox = await openSegmentLogOn(disk.mount(), {});
  await inbox.append(deliveryOf("a"));
  const own = disk.handles;
  disk.sabotage = (call) => {
    if (call === "read") throw new Error("EIO");
  };
  await assert.rejects(inbox.read().getReader().read(), /EIO/);
  assert.equal(disk.handles, own);
});

Deno.test("release() deletes whole segments and never the one that is written", async () => {
  await using folder = await tempFolder();
  await using inbox = await openSegmentLog(folder.path, { segmentBytes: 300 });
  for (let index = 1; index <= 20; index++) await inbox.append(deliveryOf(`d${index}`));
  const names = async () =>
    (await Array.fromAsync(Deno.readDir(folder.path))).map(({ name }) => name)
      .filter((name) => name.endsWith(".log")).sort();
  const before = await names();
  assert.ok(before.length > 3);
  const secondFirstSeq = Number.parseInt(before[1]!);
  await inbox.release(secondFirstSeq - 2);
  assert.deepEqual(await names(), before, "a segment with one live delivery must stay");
  await inbox.release(secondFirstSeq - 1);
  assert.deepEqual(await names(), before.slice(1));
  const bytes = inbox.stats().bytes;
  await inbox.release(20);
  assert.deepEqual(await names(), before.slice(-1));
  assert.ok(inbox.stats().bytes < bytes);
  await inbox.release(1_000);
  assert.equal(inbox.stats().releasedSeq, 20);
  assert.equal(await inbox.append(deliveryOf("next")), 21);
});

Deno.test("release() keeps the numbers when everything is gone and the log is opened again", async () => {
  await using folder = await tempFolder();
  {
    await using inbox = await openSegmentLog(folder.path, { segmentBytes: 100 });
    for (let index = 1; index <= 5; index++) await inbox.append(deliveryOf(`d${index}`));
    await inbox.release(5);
  }
  await using inbox = await openSegmentLog(folder.path);
  assert.equal(inbox.stats().lastSeq, 5);
  assert.equal(await inbox.append(deliveryOf("next")), 6);
});

Deno.test("append() refuses with InboxFullError what goes beyond maxBytes", async () => {
  await using folder = await tempFolder();
  await using inbox = await openSegmentLog(folder.path, { maxBytes: 1_000, segmentBytes: 400 });
  let accepted = 0;
  let refusal: unknown;
  while (refusal === undefined) {
    await inbox.append(deliveryOf(`d${accepted}`)).then(() => accepted++, (error) => {
      refusal = error;
    });
  }
  assert.ok(refusal instanceof InboxFullError);
  assert.equal(refusal.maxBytes, 1_000);
  assert.equal(refusal.bytes, inbox.stats().bytes);
  assert.ok(inbox.stats().bytes <= 1_000);
  assert.equal(inbox.stats().lastSeq, accepted);
  await inbox.release(accepted);
  assert.equal(await inbox.append(deliveryOf("again")), accepted + 1, "numbers have no gap");
});

Deno.test("append() counts what is not yet durable against maxBytes", async () => {
  await using folder = await tempFolder();
  await using inbox = await openSegmentLog(folder.path, { maxBytes: 1_000 });
  const results = await Promise.allSettled(
    Array.from({ length: 50 }, (_, index) => inbox.append(deliveryOf(`d${index}`))),
  );
  const accepted = results.filter(({ status }) => status === "fulfilled").length;
  assert.ok(accepted > 0 && accepted < 50);
  assert.ok(inbox.stats().bytes <= 1_000);
  assert.equal(inbox.stats().lastSeq, accepted);
});

Deno.test("close() makes pending appends durable, refuses new ones and ends readers", async () => {
  await using folder = await tempFolder();
  const inbox = await openSegmentLog(folder.path);
  const reader = inbox.read({ after: 3 }).getReader();
  const waiting = reader.read();
  const appends = ["a", "b", "c"].map((id) => inbox.append(deliveryOf(id)));
  const closed = inbox.close();
  assert.equal(inbox.close(), closed);
  await assert.rejects(inbox.append(deliveryOf("late")), InboxClosedError);
  await closed;
  assert.deepEqual(await Promise.all(appends), [1, 2, 3]);
  assert.equal((await waiting).done, true);
  assert.equal((await inbox.read().getReader().read()).done, true);
});

Deno.test("openSegmentLog() refuses a folder that is open, until it is closed", async () => {
  await using folder = await tempFolder();
  const inbox = await openSegmentLog(folder.path);
  await assert.rejects(openSegmentLog(folder.path), InboxBusyError);
  await inbox.close();
  await using again = await openSegmentLog(folder.path);
  assert.equal(again.stats().lastSeq, 0);
});

Deno.test("openSegmentLog() gives the lock back when an option is refused", async () => {
  await using folder = await tempFolder();
  await assert.rejects(openSegmentLog(folder.path, { maxBytes: 0 }), RangeError);
  await assert.rejects(openSegmentLog(folder.path, { segmentBytes: 1.5 }), RangeError);
  const typo = { segmentByte: 1 } as object;
  await assert.rejects(openSegmentLog(folder.path, typo), /segmentBytes/);
  await assert.rejects(openSegmentLog(""), TypeError);
  await using inbox = await openSegmentLog(folder.path);
  assert.throws(() => inbox.read({ after: -1 }), RangeError);
  assert.throws(() => inbox.read({ maxItems: 0 }), RangeError);
});

Deno.test("openSegmentLog() leaves files that are not its own alone", async () => {
  await using folder = await tempFolder();
  await Deno.writeTextFile(`${folder.path}/notes.log`, "mine");
  await Deno.writeTextFile(`${folder.path}/1.log`, "mine too");
  await using inbox = await openSegmentLog(folder.path);
  await inbox.append(deliveryOf("a"));
  assert.equal((await readAll(inbox)).length, 1);
  assert.equal(await Deno.readTextFile(`${folder.path}/1.log`), "mine too");
});
