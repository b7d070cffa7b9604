import assert from "node:assert/strict";
import fc from "fast-check";
import type { Delivery, NewDelivery } from "../delivery.ts";
import { deliveryOf, readAll, textOf } from "../testdata/deliveries.ts";
import { FakeDisk } from "../testdata/fake_disk.ts";
import { encodeRecord } from "./_log_record.ts";
import { openSegmentLogOn } from "./segment_log.ts";

/** A disk with these bodies on it, and where each record ends in its file. */
async function filledDisk(
  bodies: readonly string[],
  segmentBytes: number = 2 ** 20,
): Promise<FakeDisk> {
  const disk = new FakeDisk();
  const inbox = await openSegmentLogOn(disk.mount(), { segmentBytes });
  for (const [index, body] of bodies.entries()) {
    await inbox.append(deliveryOf(`d${index + 1}`, body));
  }
  await inbox.close();
  return disk;
}

function recordBytes(seq: number, body: string): number {
  return encodeRecord(seq, deliveryOf(`d${seq}`, body)).length;
}

/** Opens what is on the disk, reads all of it and appends one more. */
async function reopen(disk: FakeDisk, after: number = 0): Promise<Delivery[]> {
  const inbox = await openSegmentLogOn(disk.mount(), {});
  try {
    const { lastSeq } = inbox.stats();
    const found = await readAll(inbox, { after, maxItems: 3 });
    assert.deepEqual(
      found.map(({ seq }) => seq),
      Array.from({ length: lastSeq - after }, (_, index) => after + index + 1),
      "numbers must have no gaps and come once",
    );
    assert.equal(await inbox.append(deliveryOf("next")), lastSeq + 1);
    return found;
  } finally {
    await inbox.close();
  }
}

Deno.test("openSegmentLog() cuts a torn tail off, wherever it was torn", async () => {
  const bodies = ["first", "second", "the last one"];
  const whole = (await filledDisk(bodies)).files.values().next().value!.bytes;
  const lastAt = whole.length - recordBytes(3, bodies[2]!);
  for (let cut = lastAt; cut < whole.length; cut++) {
    const disk = await filledDisk(bodies);
    const [file] = disk.files.values();
    file!.bytes = file!.bytes.slice(0, cut);
    const found = await reopen(disk);
    assert.deepEqual(found.map(textOf), ["first", "second"], `cut at ${cut}`);
    assert.ok(found.every(({ damaged }) => damaged === undefined));
  }
});

Deno.test("openSegmentLog() reports what is missing when an older file was cut anywhere", async () => {
  const bodies = ["first", "second", "third", "fourth"];
  const segmentBytes = recordBytes(1, "first") + 1;
  const template = await filledDisk(bodies, segmentBytes);
  const [oldest] = [...template.files.keys()].sort();
  const { length } = template.files.get(oldest!)!.bytes;
  for (let cut = 0; cut < length; cut++) {
    const disk = await filledDisk(bodies, segmentBytes);
    const file = disk.files.get(oldest!)!;
    file.bytes = file.bytes.slice(0, cut);
    const found = await reopen(disk);
    assert.equal(found.length, 4, `cut at ${cut}`);
    assert.ok(found.some(({ damaged }) => damaged), `cut at ${cut}`);
    for (const delivery of found) {
      if (!delivery.damaged) assert.equal(textOf(delivery), bodies[delivery.seq - 1]);
    }
  }
});

Deno.test("openSegmentLog() reports what is missing when a whole file is gone", async () => {
  const disk = await filledDisk(["first", "second", "third", "fourth"], 1);
  const names = [...disk.files.keys()].sort();
  disk.files.delete(names[1]!);
  const found = await reopen(disk);
  assert.deepEqual(found.map(({ damaged }) => damaged === true), [false, true, false, false]);
});

Deno.test("read() flags a damaged record, hands on its bytes and counts it", async () => {
  const disk = await filledDisk(["first", "second", "third"]);
  const [file] = disk.files.values();
  const secondAt = recordBytes(1, "first");
  file!.bytes[secondAt + recordBytes(2, "second") - 1]! ^= 1;
  const inbox = await openSegmentLogOn(disk.mount(), {});
  const found = await readAll(inbox);
  await inbox.close();
  assert.deepEqual(found.map(({ seq, damaged }) => [seq, damaged === true]), [
    [1, false],
    [2, true],
    [3, false],
  ]);
  assert.equal(found[1]!.body.length, recordBytes(2, "second"));
  assert.match(textOf(found[1]!), /secon/);
  assert.equal(inbox.stats().damaged, 1);
});

Deno.test("read() resumes behind a damaged record without going back", async () => {
  const disk = await filledDisk(["1", "2", "3", "4", "5", "6"]);
  const [file] = disk.files.values();
  file!.bytes[recordBytes(1, "1") + 30]! ^= 0xff;
  assert.deepEqual((await reopen(disk, 4)).map(textOf), ["5", "6"]);
});

/** A delivery whose body contains what looks like a whole record of the log. */
function envelope(forgedSeq: number): NewDelivery {
  const forged = encodeRecord(forgedSeq, deliveryOf("forged", "forged"));
  const body = new Uint8Array(forged.length + 40);
  body.set(forged);
  return { id: "envelope", receivedAtMs: 0, headers: {}, body };
}

Deno.test("openSegmentLog() never counts up to a number that stands inside a damaged record", async () => {
  for (const forgedSeq of [1, 900, Number.MAX_SAFE_INTEGER - 1]) {
    const disk = new FakeDisk();
    const inbox = await openSegmentLogOn(disk.mount(), {});
    await inbox.append(deliveryOf("first"));
    await inbox.append(envelope(forgedSeq));
    await inbox.append(deliveryOf("third"));
    await inbox.close();
    const [file] = disk.files.values();
    file!.bytes[encodeRecord(1, deliveryOf("first")).length + 30]! ^= 1;
    const found = await reopen(disk);
    assert.deepEqual(found.map(({ id }) => id), ["first", "damaged-2", "third"]);
  }
});

Deno.test("openSegmentLog() never counts up to a number that stands inside a torn record", async () => {
  for (const forgedSeq of [1, 900, Number.MAX_SAFE_INTEGER - 1]) {
    const disk = new FakeDisk();
    const inbox = await openSegmentLogOn(disk.mount(), {});
    await inbox.append(deliveryOf("first"));
    await inbox.append(envelope(forgedSeq));
    await inbox.close();
    const [file] = disk.files.values();
    file!.bytes = file!.bytes.slice(0, -10);
    assert.deepEqual((await reopen(disk)).map(({ id }) => id), ["first"]);
  }
});

Deno.test("openSegmentLog() opens with random bit flips, loses no number and flags what is damaged", async () => {
  const flips = fc.array(
    fc.record({ at: fc.double({ min: 0, max: 0.999, noNaN: true }), bit: fc.nat(7) }),
    {
      minLength: 1,
      maxLength: 8,
    },
  );
  const texts = fc.array(fc.string({ maxLength: 60 }), { minLength: 2, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(texts, flips, fc.constantFrom(1, 300, 2 ** 20), async (bodies, each, size) => {
      const disk = await filledDisk(bodies, size);
      const files = [...disk.files].sort(([a], [b]) => a < b ? -1 : 1).map(([, file]) => file);
      for (const { at, bit } of each) {
        const file = files[Math.floor(at * files.length)]!;
        if (file.bytes.length === 0) continue;
        file.bytes[Math.floor((at * 7919) % file.bytes.length)]! ^= 1 << bit;
      }
      const found = await reopen(disk);
      for (const delivery of found) {
        if (!delivery.damaged) assert.equal(textOf(delivery), bodies[delivery.seq - 1]);
      }
      // Only a tail that nothing whole follows may be cut off: it looks like a torn write.
      const lastFirst = Number([...disk.files.keys()].sort().at(-1)!.slice(0, 16));
      assert.ok(found.length >= Math.min(lastFirst - 1, bodies.length - each.length));
    }),
    { numRuns: 300 },
  );
});
