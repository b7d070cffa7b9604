import type { Delivery } from "../delivery.ts";
import type { LogFile, LogFiles } from "./_log_files.ts";
import { decodeRecord, findRecord } from "./_log_record.ts";
import type { Segment } from "./_log_segments.ts";

/** What a reader needs of its log. */
export interface LogReaderOptions {
  /** The folder. */
  readonly files: LogFiles;
  /** The live list of segments; the reader follows it. */
  readonly segments: readonly Segment[];
  /** Read what comes after this number. */
  readonly after: number;
  /** Deliveries per batch at most. */
  readonly maxItems: number;
  /** Body bytes per batch at most. */
  readonly maxBytes: number;
  /** Called for each damaged record. */
  readonly onDamage: () => void;
  /** Called once when the reader has ended. */
  readonly onEnd: () => void;
}

/** Reads a log from the files, batch by batch, and waits at the end of what is durable. */
export class LogReader {
  readonly #options: LogReaderOptions;
  #seq: number;
  #segment: Segment | undefined;
  #file: LogFile | undefined;
  #offset = 0;
  #ended = false;
  #cancelled = false;
  #wake: (() => void) | undefined;
  #pulling: Promise<void> = Promise.resolve();

  constructor(options: LogReaderOptions) {
    this.#options = options;
    this.#seq = options.after;
  }

  /** The batches as a stream that reads only when it is pulled. */
  stream(signal?: AbortSignal): ReadableStream<readonly Delivery[]> {
    const end = () => void this.end();
    if (signal?.aborted) end();
    signal?.addEventListener("abort", end, { once: true });
    const finish = () => {
      signal?.removeEventListener("abort", end);
      this.#finish();
    };
    return new ReadableStream<readonly Delivery[]>({
      pull: (controller) => this.#pulling = this.#pull(controller, finish),
      cancel: async () => {
        this.#cancelled = true;
        await this.end();
        finish();
      },
    }, { highWaterMark: 0 });
  }

  /** Tells the reader that more has become durable. */
  wake(): void {
    this.#wake?.();
  }

  /** Ends the stream in good order; resolves when no read is under way. */
  async end(): Promise<void> {
    this.#ended = true;
    this.wake();
    await this.#pulling.catch(() => {});
    this.#finish();
  }

  async #pull(
    controller: ReadableStreamDefaultController<readonly Delivery[]>,
    finish: () => void,
  ): Promise<void> {
    try {
      while (!this.#ended) {
        const batch = await this.#nextBatch();
        if (this.#cancelled) break;
        if (batch.length > 0) return controller.enqueue(batch);
        // Asked again in the turn that goes to sleep: an append may have become durable since.
        if (!this.#ended && this.#atEnd) await new Promise<void>((resolve) => this.#wake = resolve);
      }
      finish();
      if (!this.#cancelled) controller.close();
    } catch (error) {
      finish();
      throw error;
    }
  }

  #finish(): void {
    this.#file?.[Symbol.dispose]();
    this.#file = undefined;
    this.#segment = undefined;
    this.#options.onEnd();
  }

  get #atEnd(): boolean {
    return this.#seq >= this.#options.segments.at(-1)!.lastSeq;
  }

  /** The next batch of what is durable; empty at the end of it. */
  async #nextBatch(): Promise<Delivery[]> {
    if (this.#atEnd) return [];
    const segment = await this.#openSegment();
    const batch: Delivery[] = [];
    let bytes = 0;
    const want = this.#options.maxBytes;
    let chunk = await this.#readChunk(segment, want);
    let at = 0;
    while (batch.length < this.#options.maxItems && at < chunk.length) {
      const found = decodeRecord(chunk, at);
      if (found.kind === "partial" && this.#offset + at + found.bytes <= segment.bytes) {
        if (batch.length > 0 || at > 0) break;
        chunk = await this.#readChunk(segment, found.bytes);
        continue;
      }
      if (found.kind !== "record") {
        if (batch.length > 0) break;
        return await this.#skipDamage(segment, at);
      }
      bytes += found.delivery.body.length;
      if (batch.length > 0 && bytes > want) break;
      at += found.bytes;
      if (found.delivery.seq <= this.#seq) continue;
      batch.push(found.delivery);
    }
    this.#offset += at;
    this.#seq = batch.at(-1)?.seq ?? this.#seq;
    return batch.length > 0 ? batch : await this.#nextBatch();
  }

  async #openSegment(): Promise<Segment> {
    const { files, segments } = this.#options;
    const next = this.#seq + 1;
    const done = this.#segment !== undefined && this.#offset >= this.#segment.bytes;
    if (this.#segment !== undefined && !done) return this.#segment;
    const segment = segments.find((each) => each.lastSeq >= next) ?? segments.at(-1)!;
    const file = await files.open(segment.name, false);
    this.#file?.[Symbol.dispose]();
    this.#file = file;
    this.#segment = segment;
    this.#offset = 0;
    this.#seq = Math.max(this.#seq, segment.firstSeq - 1);
    return segment;
  }

  #readChunk(segment: Segment, bytes: number): Promise<Uint8Array<ArrayBuffer>> {
    return this.#file!.read(this.#offset, Math.min(bytes, segment.bytes - this.#offset));
  }

  /**
   * Steps over bytes that are no whole record, to the next one or to the end of the segment, and
   * hands on one damaged delivery for each number that is missing, so that numbers have no gaps.
   */
  async #skipDamage(segment: Segment, at: number): Promise<Delivery[]> {
    this.#offset += at;
    const rest = await this.#readChunk(segment, segment.bytes);
    const next = findRecord(rest, 1);
    const found = next < 0 ? undefined : decodeRecord(rest, next);
    const until = found?.kind === "record" ? found.delivery.seq - 1 : segment.lastSeq;
    const body = rest.slice(0, next < 0 ? rest.length : next);
    this.#offset += body.length;
    const batch: Delivery[] = [];
    for (let seq = this.#seq + 1; seq <= until; seq++) {
      this.#options.onDamage();
      const bytes = batch.length === 0 ? body : new Uint8Array(0);
      const id = `damaged-${seq}`;
      batch.push({ seq, id, receivedAtMs: 0, headers: {}, body: bytes, damaged: true });
    }
    this.#seq = until;
    return batch;
  }
}
