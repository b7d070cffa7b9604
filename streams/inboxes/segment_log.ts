import { checkInteger, checkKeys, checkString } from "../../_internal/check_option.ts";
import type { Delivery, NewDelivery } from "../delivery.ts";
import { InboxBrokenError, InboxBusyError, InboxClosedError, InboxFullError } from "../errors.ts";
import type { Inbox, InboxReadOptions, InboxStats } from "../inbox.ts";
import { deliveryFault } from "../_check_delivery.ts";
import { type LogFile, type LogFiles, openLogFolder } from "./_log_files.ts";
import { LogReader } from "./_log_reader.ts";
import { encodeRecord } from "./_log_record.ts";
import { newSegment, recoverSegments, type Segment } from "./_log_segments.ts";

/** How a segment log is kept. */
export interface SegmentLogOptions {
  /** Bound of the whole log in bytes; `append` refuses what goes beyond. @default {1073741824} */
  readonly maxBytes?: number;
  /** Bytes after which a new file is begun; whole files are what is deleted. @default {16777216} */
  readonly segmentBytes?: number;
}

/** Bytes that are written and synced together at most. */
const maxGroupBytes = 4 * 2 ** 20;

interface PendingAppend {
  readonly seq: number;
  readonly record: Uint8Array<ArrayBuffer>;
  readonly resolve: (seq: number) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Opens an inbox in a folder on disk: an append-only log in segments.
 *
 * Appends that arrive while a sync is under way are written and synced together by the next one
 * (group commit with fdatasync), so durability costs one sync per group and not per delivery.
 * Opening cuts off a record that was half written when the process died; a damaged record in the
 * middle is handed on as a damaged delivery.
 *
 * Runs on Deno.
 *
 * @example
 * ```ts
 * import { openSegmentLog } from "@weir/std/streams";
 * import assert from "node:assert/strict";
 *
 * const path = await Deno.makeTempDir();
 * const body = new TextEncoder().encode("{}");
 * {
 *   await using inbox = await openSegmentLog(path);
 *   assert.equal(await inbox.append({ id: "a", receivedAtMs: 0, headers: {}, body }), 1);
 * }
 * await using again = await openSegmentLog(path);
 * for await (const batch of again.read()) {
 *   assert.equal(batch[0]?.id, "a");
 *   break;
 * }
 * await Deno.remove(path, { recursive: true });
 * ```
 *
 * @param path The folder; it is made if it is missing.
 * @param options Bounds.
 * @returns The inbox, locked for this process.
 * @throws {InboxBusyError} When the folder is already open as an inbox.
 * @throws {RangeError} When a bound is out of range.
 */
export async function openSegmentLog(
  path: string,
  options: SegmentLogOptions = {},
): Promise<Inbox> {
  const action = "open the segment log";
  checkString(action, "path", path);
  const files = await openLogFolder(path);
  if (files === undefined) {
    throw new InboxBusyError(
      `Cannot open the segment log "${path}" as it is already open: close the other one, ` +
        `or end the process that holds it`,
    );
  }
  return await openSegmentLogOn(files, options);
}

/** Opens a segment log on any file system; tests hand in one that fails. */
export async function openSegmentLogOn(
  files: LogFiles,
  options: SegmentLogOptions,
): Promise<Inbox> {
  const action = "open the segment log";
  try {
    checkKeys(action, options, ["maxBytes", "segmentBytes"]);
    const maxBytes = checkInteger(action, "maxBytes", options.maxBytes ?? 2 ** 30, 1);
    const segmentBytes = checkInteger(action, "segmentBytes", options.segmentBytes ?? 2 ** 24, 1);
    const segments = await recoverSegments(files);
    const active = segments.at(-1) ?? newSegment(1);
    const file = await files.open(active.name, segments.length === 0);
    if (segments.length === 0) segments.push(active);
    return new SegmentLog(files, file, segments, maxBytes, segmentBytes);
  } catch (error) {
    files[Symbol.dispose]();
    throw error;
  }
}

class SegmentLog implements Inbox {
  readonly #files: LogFiles;
  readonly #maxBytes: number;
  readonly #segmentBytes: number;
  readonly #segments: Segment[];
  readonly #readers = new Set<LogReader>();
  #file: LogFile;
  #nextSeq: number;
  #releasedSeq: number;
  #pending: PendingAppend[] = [];
  #pendingBytes = 0;
  #beginAnew = false;
  #syncs = 0;
  #damaged = 0;
  #flushing: Promise<void> | undefined;
  #broken: InboxBrokenError | undefined;
  #closing: Promise<void> | undefined;

  constructor(
    files: LogFiles,
    file: LogFile,
    segments: Segment[],
    maxBytes: number,
    segmentBytes: number,
  ) {
    this.#files = files;
    this.#file = file;
    this.#segments = segments;
    this.#maxBytes = maxBytes;
    this.#segmentBytes = segmentBytes;
    this.#nextSeq = this.#active.lastSeq + 1;
    this.#releasedSeq = segments[0]!.firstSeq - 1;
  }

  append(delivery: NewDelivery): Promise<number> {
    const fault = deliveryFault(delivery);
    if (fault !== undefined) return Promise.reject(fault);
    if (this.#broken !== undefined) return Promise.reject(this.#broken);
    if (this.#closing !== undefined) {
      const message = `Cannot accept delivery "${delivery.id}" as the inbox is closed`;
      return Promise.reject(new InboxClosedError(message));
    }
    const record = encodeRecord(this.#nextSeq, delivery);
    const bytes = this.#heldBytes(record.length);
    if (bytes + record.length > this.#maxBytes) {
      const message = `Cannot accept delivery "${delivery.id}" of ${record.length} bytes as the ` +
        `inbox holds ${bytes} of ${this.#maxBytes} bytes: let the pipeline catch up, or raise ` +
        `"maxBytes"`;
      return Promise.reject(new InboxFullError(message, this.#maxBytes, bytes));
    }
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    this.#pending.push({ seq: this.#nextSeq++, record, resolve, reject });
    this.#pendingBytes += record.length;
    this.#flushing ??= this.#flush();
    return promise;
  }

  read(options: InboxReadOptions = {}): ReadableStream<readonly Delivery[]> {
    const action = "read the inbox";
    checkKeys(action, options, ["after", "maxItems", "maxBytes", "signal"]);
    const reader = new LogReader({
      files: this.#files,
      segments: this.#segments,
      after: checkInteger(action, "after", options.after ?? 0, 0),
      maxItems: checkInteger(action, "maxItems", options.maxItems ?? 256, 1),
      maxBytes: checkInteger(action, "maxBytes", options.maxBytes ?? 2 ** 20, 1),
      onDamage: () => this.#damaged++,
      onEnd: () => this.#readers.delete(reader),
    });
    this.#readers.add(reader);
    if (this.#closing !== undefined) reader.end();
    return reader.stream(options.signal);
  }

  async release(seq: number): Promise<void> {
    this.#releasedSeq = Math.max(this.#releasedSeq, Math.min(seq, this.#active.lastSeq));
    while (this.#segments.length > 1 && this.#segments[0]!.lastSeq <= this.#releasedSeq) {
      const [oldest] = this.#segments.splice(0, 1);
      await this.#files.remove(oldest!.name);
    }
  }

  stats(): InboxStats {
    return Object.freeze({
      lastSeq: this.#active.lastSeq,
      releasedSeq: this.#releasedSeq,
      bytes: this.#durableBytes(),
      maxBytes: this.#maxBytes,
      pendingAppends: this.#broken ? 0 : this.#nextSeq - 1 - this.#active.lastSeq,
      syncs: this.#syncs,
      damaged: this.#damaged,
    });
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  get #active(): Segment {
    return this.#segments.at(-1)!;
  }

  /**
   * Bytes that count against the bound. When all is released and only the file that is written
   * stands in the way, it makes room for a new one: else a full log would never take anything again.
   */
  #heldBytes(wanted: number): number {
    const bytes = this.#durableBytes();
    const released = this.#pendingBytes === 0 && this.#active.lastSeq <= this.#releasedSeq;
    const helps = bytes > 0 && wanted <= this.#maxBytes;
    if (released && helps && bytes + wanted > this.#maxBytes) this.#beginAnew = true;
    return this.#pendingBytes + (this.#beginAnew ? 0 : bytes);
  }

  #durableBytes(): number {
    let bytes = 0;
    for (const segment of this.#segments) bytes += segment.bytes;
    return bytes;
  }

  async #close(): Promise<void> {
    await this.#flushing;
    await Promise.all([...this.#readers].map((reader) => reader.end()));
    this.#file[Symbol.dispose]();
    this.#files[Symbol.dispose]();
  }

  async #flush(): Promise<void> {
    while (this.#pending.length > 0 && this.#broken === undefined) {
      const group = this.#takeGroup();
      try {
        if (this.#beginAnew || this.#active.bytes >= this.#segmentBytes) await this.#rotate();
        await this.#writeGroup(group);
      } catch (cause) {
        this.#break(cause, group);
      }
    }
    this.#flushing = undefined;
  }

  #takeGroup(): PendingAppend[] {
    let bytes = 0;
    let count = 0;
    while (count < this.#pending.length && (count === 0 || bytes < maxGroupBytes)) {
      bytes += this.#pending[count++]!.record.length;
    }
    return this.#pending.splice(0, count);
  }

  async #writeGroup(group: PendingAppend[]): Promise<void> {
    const bytes = new Uint8Array(group.reduce((sum, { record }) => sum + record.length, 0));
    let offset = 0;
    for (const { record } of group) {
      bytes.set(record, offset);
      offset += record.length;
    }
    await this.#file.append(bytes);
    await this.#file.sync();
    this.#syncs++;
    this.#pendingBytes -= bytes.length;
    this.#active.bytes += bytes.length;
    this.#active.lastSeq = group.at(-1)!.seq;
    for (const { seq, resolve } of group) resolve(seq);
    for (const reader of this.#readers) reader.wake();
  }

  async #rotate(): Promise<void> {
    const next = newSegment(this.#active.lastSeq + 1);
    const file = await this.#files.open(next.name, true);
    this.#file[Symbol.dispose]();
    this.#file = file;
    this.#segments.push(next);
    if (!this.#beginAnew) return;
    await this.release(this.#releasedSeq);
    this.#beginAnew = false;
  }

  /** After a failed write or sync nobody knows what is on disk: accept nothing more. */
  #break(cause: unknown, group: PendingAppend[]): void {
    this.#broken = new InboxBrokenError(
      "Cannot accept deliveries as the inbox could not be written: mend the disk and open it again",
      { cause },
    );
    for (const { reject } of [...group, ...this.#pending.splice(0)]) reject(this.#broken);
    this.#pendingBytes = 0;
  }
}
