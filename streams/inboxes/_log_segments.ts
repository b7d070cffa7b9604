import type { LogFiles } from "./_log_files.ts";
import { decodeRecord, findRecord } from "./_log_record.ts";

/** One file of the log: the records from `firstSeq` on. */
export interface Segment {
  /** Name of the file. */
  readonly name: string;
  /** Number of its first record. */
  readonly firstSeq: number;
  /** Number of its last durable record; `firstSeq - 1` while it is empty. */
  lastSeq: number;
  /** Durable bytes: readers go no further. */
  bytes: number;
}

/** A new, empty segment; its name sorts by number. */
export function newSegment(firstSeq: number): Segment {
  const name = `${String(firstSeq).padStart(16, "0")}.log`;
  return { name, firstSeq, lastSeq: firstSeq - 1, bytes: 0 };
}

/**
 * Finds the segments of a folder, oldest first, and repairs the last one: what was being written
 * when the process died was never acknowledged, so a torn tail is cut off.
 */
export async function recoverSegments(files: LogFiles): Promise<Segment[]> {
  const segments: Segment[] = [];
  for (const { name, bytes } of await files.list()) {
    const match = /^(\d{16})\.log$/.exec(name);
    if (match === null) continue;
    const firstSeq = Number(match[1]);
    segments.push({ name, firstSeq, lastSeq: firstSeq - 1, bytes });
  }
  segments.sort((a, b) => a.firstSeq - b.firstSeq);
  segments.forEach((segment, index) => {
    const next = segments[index + 1];
    if (next !== undefined) segment.lastSeq = next.firstSeq - 1;
  });
  const last = segments.at(-1);
  if (last !== undefined) await repairTail(files, last);
  return segments;
}

async function repairTail(files: LogFiles, segment: Segment): Promise<void> {
  using file = await files.open(segment.name, false);
  // A killed process leaves records that were written and never synced. Whoever reads them may make
  // something durable of them elsewhere, so they must not be lost after that.
  await file.sync();
  const bytes = await file.read(0, segment.bytes);
  let end = 0;
  while (end < bytes.length) {
    const found = decodeRecord(bytes, end);
    if (found.kind === "record") {
      segment.lastSeq = found.delivery.seq;
      end += found.bytes;
      continue;
    }
    // Damage with a whole record behind it is not a torn tail: it stays, for the reader to report.
    const next = findRecord(bytes, end, segment.lastSeq + 1);
    if (next < 0) break;
    end = next;
  }
  if (end === bytes.length) return;
  await files.truncate(segment.name, end);
  segment.bytes = end;
}
