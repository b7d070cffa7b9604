import { optionMessage } from "../_internal/check_option.ts";
import type { NewDelivery } from "./delivery.ts";

/** What the id of a delivery must be, for messages. */
export const idRule =
  'printable text of 1 to 200 bytes without "#", which numbers the messages of one delivery';

/** No control character, no separator of lines, no half of a surrogate pair. */
const printable = /^[^\p{C}\p{Zl}\p{Zp}#]+$/u;
const encoder = new TextEncoder();

/**
 * Whether a value can be the id of a delivery. It becomes the id of messages, with a number behind
 * it, and AMQP carries 255 bytes: a longer one would stand in the way of all that come after it.
 */
export function isDeliveryId(value: unknown): value is string {
  return typeof value === "string" && printable.test(value) && encoder.encode(value).length <= 200;
}

/** What is wrong with a delivery that is to be appended; `undefined` when nothing is. */
export function deliveryFault(delivery: NewDelivery): TypeError | undefined {
  if (typeof delivery !== "object" || delivery === null) {
    return fault("delivery", "an object", delivery);
  }
  const { id, receivedAtMs, headers, body } = delivery;
  if (!isDeliveryId(id)) return fault("id", idRule, id);
  if (!Number.isFinite(receivedAtMs)) return fault("receivedAtMs", "a finite number", receivedAtMs);
  if (!isHeaders(headers)) return fault("headers", "an object of strings", headers);
  if (!(body instanceof Uint8Array)) return fault("body", "a Uint8Array", body);
  return undefined;
}

function isHeaders(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value) &&
    Object.values(value).every((each) => typeof each === "string");
}

function fault(part: string, rule: string, value: unknown): TypeError {
  return new TypeError(optionMessage("accept the delivery", part, rule, value));
}
