import type { Delivery } from "../delivery.ts";
import type { Operator } from "./operator.ts";

/** A delivery whose body has been parsed. */
export interface ParsedDelivery<V> {
  /** The sender's id of the delivery. */
  readonly id: string;
  /** Its number in the inbox. */
  readonly seq: number;
  /** When it was received, in milliseconds since the Unix epoch. */
  readonly receivedAtMs: number;
  /** The headers that were kept, with names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Bytes of the raw body. */
  readonly bytes: number;
  /** What the body says. */
  readonly value: V;
}

/**
 * Parses the body of each delivery as JSON in UTF-8. A body that is neither goes to the dead
 * letters.
 *
 * Order: as in the source. Buffer: none.
 *
 * @example
 * ```ts
 * import { parseJson, toTransformStream } from "@weir/std/streams";
 * import assert from "node:assert/strict";
 *
 * const body = new TextEncoder().encode('{"zen":"Keep it logically awesome."}');
 * const deliveries = ReadableStream.from([[{ seq: 1, id: "a", receivedAtMs: 0, headers: {}, body }]]);
 * const parsed = deliveries.pipeThrough(toTransformStream(parseJson<{ zen: string }>()));
 * const [batch] = await Array.fromAsync(parsed);
 * assert.equal(batch?.[0]?.value.zen, "Keep it logically awesome.");
 * ```
 *
 * @typeParam V What the body says; not checked here, a contract or schema behind it does that.
 * @returns The operator.
 * @category Operators
 */
export function parseJson<V = unknown>(): Operator<Delivery, ParsedDelivery<V>> {
  const name = "parseJson";
  const decoder = new TextDecoder("utf-8", { fatal: true });
  return {
    name,
    compile: (next) => (delivery, context) => {
      context.stage = name;
      const { id, seq, receivedAtMs, headers, body } = delivery;
      const value: V = JSON.parse(decoder.decode(body));
      next({ id, seq, receivedAtMs, headers, bytes: body.length, value }, context);
    },
  };
}
