import type { OutboxMessage, Queue, QueueMessage } from "../streams/mod.ts";

/** Messages with consecutive ids. */
export function messages(count: number, prefix: string = "m"): OutboxMessage[] {
  return Array.from({ length: count }, (_, n) => ({
    id: `${prefix}${n}`,
    routingKey: "items.new",
    body: `{"n":${n}}`,
  }));
}

/** Consumes until `count` messages have come, all of which are acknowledged. */
export async function take(
  queue: Queue,
  count: number,
  maxMessages: number = 256,
): Promise<QueueMessage[]> {
  const taken: QueueMessage[] = [];
  const stop = new AbortController();
  await queue.consume((batch) => {
    taken.push(...batch);
    if (taken.length >= count) stop.abort();
  }, { signal: stop.signal, maxMessages });
  return taken;
}

/** The ids of messages. */
export function idsOf(batch: readonly OutboxMessage[]): string[] {
  return batch.map((message) => message.id);
}
