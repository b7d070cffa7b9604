import { checkInteger, checkKeys } from "../../_internal/check_option.ts";
import type { Delivery, NewDelivery } from "../delivery.ts";
import { InboxClosedError, InboxFullError } from "../errors.ts";
import type { Inbox, InboxReadOptions, InboxStats } from "../inbox.ts";
import { deliveryFault } from "../_check_delivery.ts";

/** How an inbox in memory is bounded. */
export interface MemoryInboxOptions {
  /** Bound in body bytes; `append` refuses what goes beyond. @default {67108864} */
  readonly maxBytes?: number;
}

/**
 * Makes an inbox in memory, for tests and for pipelines whose source can repeat everything: what it
 * accepted is gone when the process ends.
 *
 * @example
 * ```ts
 * import { memoryInbox } from "@weir/std/streams";
 * import assert from "node:assert/strict";
 *
 * await using inbox = memoryInbox();
 * const body = new TextEncoder().encode("{}");
 * assert.equal(await inbox.append({ id: "a", receivedAtMs: 0, headers: {}, body }), 1);
 * ```
 *
 * @param options The bound.
 * @returns The inbox.
 * @throws {RangeError} When the bound is out of range.
 */
export function memoryInbox(options: MemoryInboxOptions = {}): Inbox {
  checkKeys("make the inbox", options, ["maxBytes"]);
  const maxBytes = checkInteger("make the inbox", "maxBytes", options.maxBytes ?? 2 ** 26, 1);
  return new MemoryInbox(maxBytes);
}

class MemoryInbox implements Inbox {
  readonly #maxBytes: number;
  readonly #deliveries: Delivery[] = [];
  #lastSeq = 0;
  #releasedSeq = 0;
  #bytes = 0;
  #closed = false;
  #changed = Promise.withResolvers<void>();

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  append(delivery: NewDelivery): Promise<number> {
    const fault = deliveryFault(delivery);
    if (fault !== undefined) return Promise.reject(fault);
    if (this.#closed) {
      const message = `Cannot accept delivery "${delivery.id}" as the inbox is closed`;
      return Promise.reject(new InboxClosedError(message));
    }
    if (this.#bytes + delivery.body.length > this.#maxBytes) {
      const message = `Cannot accept delivery "${delivery.id}" of ${delivery.body.length} bytes ` +
        `as the inbox holds ${this.#bytes} of ${this.#maxBytes} bytes`;
      return Promise.reject(new InboxFullError(message, this.#maxBytes, this.#bytes));
    }
    const seq = ++this.#lastSeq;
    this.#bytes += delivery.body.length;
    this.#deliveries.push({ ...delivery, seq });
    this.#notify();
    return Promise.resolve(seq);
  }

  read(options: InboxReadOptions = {}): ReadableStream<readonly Delivery[]> {
    const action = "read the inbox";
    checkKeys(action, options, ["after", "maxItems", "maxBytes", "signal"]);
    let after = checkInteger(action, "after", options.after ?? 0, 0);
    const maxItems = checkInteger(action, "maxItems", options.maxItems ?? 256, 1);
    const maxBytes = checkInteger(action, "maxBytes", options.maxBytes ?? 2 ** 20, 1);
    const { signal } = options;
    const notify = () => this.#notify();
    signal?.addEventListener("abort", notify, { once: true });
    let cancelled = false;
    return new ReadableStream<readonly Delivery[]>({
      pull: async (controller) => {
        while (!this.#closed && !cancelled && !signal?.aborted) {
          const batch = this.#batch(after, maxItems, maxBytes);
          if (batch.length > 0) {
            after = batch.at(-1)!.seq;
            return controller.enqueue(batch);
          }
          await this.#changed.promise;
        }
        signal?.removeEventListener("abort", notify);
        if (!cancelled) controller.close();
      },
      cancel: () => {
        cancelled = true;
        signal?.removeEventListener("abort", notify);
        notify();
      },
    }, { highWaterMark: 0 });
  }

  release(seq: number): Promise<void> {
    this.#releasedSeq = Math.max(this.#releasedSeq, Math.min(seq, this.#lastSeq));
    const kept = this.#deliveries.findIndex((delivery) => delivery.seq > this.#releasedSeq);
    const released = this.#deliveries.splice(0, kept < 0 ? this.#deliveries.length : kept);
    for (const delivery of released) this.#bytes -= delivery.body.length;
    return Promise.resolve();
  }

  stats(): InboxStats {
    return Object.freeze({
      lastSeq: this.#lastSeq,
      releasedSeq: this.#releasedSeq,
      bytes: this.#bytes,
      maxBytes: this.#maxBytes,
      pendingAppends: 0,
      syncs: 0,
      damaged: 0,
    });
  }

  close(): Promise<void> {
    this.#closed = true;
    this.#notify();
    return Promise.resolve();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #batch(after: number, maxItems: number, maxBytes: number): Delivery[] {
    const first = this.#deliveries[0]?.seq ?? 1;
    const start = Math.max(0, after + 1 - first);
    const batch: Delivery[] = [];
    let bytes = 0;
    for (const delivery of this.#deliveries.slice(start, start + maxItems)) {
      bytes += delivery.body.length;
      if (batch.length > 0 && bytes > maxBytes) break;
      batch.push(delivery);
    }
    return batch;
  }

  #notify(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers<void>();
  }
}
