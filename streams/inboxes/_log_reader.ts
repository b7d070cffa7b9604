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
  /** Number of the last record before `#offset` in the open segment. */
  #passedSeq = 0;
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
    while (!this.#ended && !this.#atEnd) {
      const batch = await this.#readBatch(await this.#openSegment());
      if (batch.length === 0) continue;
      this.#seq = batch.at(-1)!.seq;
      return batch;
    }
    return [];
  }

  async #openSegment(): Promise<Segment> {
    const { files, segments } = this.#options;
    const current = this.#segment;
    if (current !== undefined && this.#passedSeq < current.lastSeq) return current;
    const segment = segments.find((each) => each.lastSeq > this.#seq)!;
    const file = await files.open(segment.name, false).catch((error) => {
      if (segments.includes(segment)) throw error;
    });
    // Released while it was being opened: the next one takes its place.
    if (file === undefined) return await this.#openSegment();
    this.#file?.[Symbol.dispose]();
    this.#file = file;
    this.#segment = segment;
    this.#offset = 0;
    this.#passedSeq = segment.firstSeq - 1;
    this.#seq = Math.max(this.#seq, this.#passedSeq);
    return segment;
  }

  #readChunk(segment: Segment, bytes: number): Promise<Uint8Array<ArrayBuffer>> {
    return this.#file!.read(this.#offset, Math.min(bytes, segment.bytes - this.#offset));
  }

  /** A batch from one chunk of a segment; empty when all of it was to be skipped. */
  async #readBatch(segment: Segment): Promise<Delivery[]> {
    const { maxItems, maxBytes } = this.#options;
    const batch: Delivery[] = [];
    let bytes = 0;
    let chunk = await this.#readChunk(segment, maxBytes);
    let found = decodeRecord(chunk, 0);
    while (found.kind === "partial" && found.bytes > chunk.length) {
      const before = chunk.length;
      chunk = await this.#readChunk(segment, found.bytes);
      if (chunk.length === before) break;
      found = decodeRecord(chunk, 0);
    }
    if (found.kind !== "record") return await this.#skipDamage(segment);
    for (let at = 0; found.kind === "record" && batch.length < maxItems;) {
      const { delivery } = found;
      if (delivery.seq > this.#seq) {
        bytes += delivery.body.length;
        if (batch.length > 0 && bytes > maxBytes) break;
        batch.push(delivery);
      }
      this.#passedSeq = delivery.seq;
      this.#offset += found.bytes;
      at += found.bytes;
      found = decodeRecord(chunk, at);
    }
    return batch;
  }

  /**
   * Steps over bytes that are no whole record, to the next one or to the end of the segment, and
   * hands on one damaged delivery for each number that is missing, so that numbers have no gaps.
   */
  async #skipDamage(segment: Segment): Promise<Delivery[]> {
    const rest = await this.#readChunk(segment, segment.bytes);
    const next = findRecord(rest, 0, this.#passedSeq + 1);
    const found = next < 0 ? undefined : decodeRecord(rest, next);
    const until = found?.kind === "record" ? found.delivery.seq - 1 : segment.lastSeq;
    const damage = rest.slice(0, next < 0 ? rest.length : next);
    const batch: Delivery[] = [];
    for (let seq = Math.max(this.#seq, this.#passedSeq) + 1; seq <= until; seq++) {
      this.#options.onDamage();
      const body = seq === this.#passedSeq + 1 ? damage : new Uint8Array(0);
      const id = `damaged-${seq}`;
      batch.push({ seq, id, receivedAtMs: 0, headers: {}, body, damaged: true });
    }
    this.#offset += damage.length;
    this.#passedSeq = until;
    return batch;
  }
}
