import { crc32 } from "node:zlib";
import type { Delivery, NewDelivery } from "../delivery.ts";

/**
 * Layout of a record, little-endian:
 * magic (4), length of the payload (4), crc32 of number and payload (4), number (8),
 * payload = length of the meta data (4), meta data as JSON, raw body.
 */
const headerBytes = 20;
const magic = 0x57454952;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Writes one record. */
export function encodeRecord(seq: number, delivery: NewDelivery): Uint8Array<ArrayBuffer> {
  const { id, receivedAtMs, headers, body } = delivery;
  const meta = encoder.encode(JSON.stringify({ id, receivedAtMs, headers }));
  const payloadBytes = 4 + meta.length + body.length;
  const record = new Uint8Array(headerBytes + payloadBytes);
  const view = new DataView(record.buffer);
  view.setUint32(0, magic, true);
  view.setUint32(4, payloadBytes, true);
  view.setBigUint64(12, BigInt(seq), true);
  view.setUint32(headerBytes, meta.length, true);
  record.set(meta, headerBytes + 4);
  record.set(body, headerBytes + 4 + meta.length);
  view.setUint32(8, crc32(record.subarray(12)), true);
  return record;
}

/**
 * What stands at a place of a segment: a record, one that failed its checksum, the beginning of one
 * that goes on behind the end of `bytes`, or no record at all.
 */
export type RecordAt =
  | { readonly kind: "record"; readonly bytes: number; readonly delivery: Delivery }
  | { readonly kind: "damaged"; readonly bytes: number }
  | { readonly kind: "partial"; readonly bytes: number }
  | { readonly kind: "none" };

/** Reads the record at `offset`; its body shares memory with `bytes`. */
export function decodeRecord(bytes: Uint8Array<ArrayBuffer>, offset: number): RecordAt {
  const available = bytes.length - offset;
  if (available < headerBytes) return { kind: "partial", bytes: headerBytes };
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, available);
  if (view.getUint32(0, true) !== magic) return { kind: "none" };
  const payloadBytes = view.getUint32(4, true);
  const recordBytes = headerBytes + payloadBytes;
  if (payloadBytes < 4) return { kind: "none" };
  if (available < recordBytes) return { kind: "partial", bytes: recordBytes };
  const record = bytes.subarray(offset, offset + recordBytes);
  if (crc32(record.subarray(12)) !== view.getUint32(8, true)) {
    return { kind: "damaged", bytes: recordBytes };
  }
  const metaBytes = view.getUint32(headerBytes, true);
  const bodyAt = headerBytes + 4 + metaBytes;
  const meta = JSON.parse(decoder.decode(record.subarray(headerBytes + 4, bodyAt)));
  const seq = Number(view.getBigUint64(12, true));
  return {
    kind: "record",
    bytes: recordBytes,
    delivery: { seq, ...meta, body: record.subarray(bodyAt) },
  };
}

/**
 * Finds the record behind damage that begins at `damageAt`; -1 when there is none.
 *
 * Any bytes may stand inside a damaged record, even some that look like a record. So the place where
 * the damaged one says it ends is tried first, and a number that could not follow is not believed:
 * it must be no lower than `expectedSeq`, and the numbers left out must fit into the bytes between.
 */
export function findRecord(
  bytes: Uint8Array<ArrayBuffer>,
  damageAt: number,
  expectedSeq: number,
): number {
  const follows = (at: number) => {
    const found = decodeRecord(bytes, at);
    if (found.kind !== "record") return false;
    const missing = found.delivery.seq - expectedSeq;
    return missing >= 0 && missing * headerBytes <= at - damageAt;
  };
  const damaged = decodeRecord(bytes, damageAt);
  if (damaged.kind === "damaged" && follows(damageAt + damaged.bytes)) {
    return damageAt + damaged.bytes;
  }
  const first = magic & 0xff;
  for (let at = bytes.indexOf(first, damageAt + 1); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (follows(at)) return at;
  }
  return -1;
}
