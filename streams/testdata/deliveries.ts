import type { Delivery, NewDelivery } from "../delivery.ts";
import type { Inbox, InboxReadOptions } from "../inbox.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A delivery whose body is this text, or this value as JSON. */
export function deliveryOf(id: string, content: unknown = {}): NewDelivery {
  const body = encoder.encode(typeof content === "string" ? content : JSON.stringify(content));
  return { id, receivedAtMs: 1_000, headers: { "x-github-event": "push" }, body };
}

/** The body as text. */
export function textOf(delivery: Delivery): string {
  return decoder.decode(delivery.body);
}

/** Reads all that an inbox holds behind `after`, and stops at what is durable now. */
export async function readAll(inbox: Inbox, options: InboxReadOptions = {}): Promise<Delivery[]> {
  const { lastSeq } = inbox.stats();
  const found: Delivery[] = [];
  if (lastSeq <= (options.after ?? 0)) return found;
  for await (const batch of inbox.read(options)) {
    found.push(...batch);
    if (found.at(-1)!.seq >= lastSeq) break;
  }
  return found;
}
