import examples from "@octokit/webhooks-examples" with { type: "json" };
import { createHmac } from "node:crypto";

/** What the demo's sender mixes into a run. */
export const deliveryKinds = [
  "event",
  "redelivery",
  "unhandled",
  "truncated",
  "forged",
  "oversized",
] as const;

/** One of {@linkcode deliveryKinds}. */
export type DeliveryKind = typeof deliveryKinds[number];

/** One planned request. */
export interface PlannedDelivery {
  /** What it is to show. */
  readonly kind: DeliveryKind;
  /** GitHub's name of the event. */
  readonly event: string;
  /** The `X-GitHub-Delivery` id. */
  readonly id: string;
  /** The body, byte for byte. */
  readonly body: Uint8Array<ArrayBuffer>;
}

/** Events about accounts and apps: GitHub sends them, and no handler of the demo wants them. */
export const unhandledEvents: ReadonlySet<string> = new Set([
  "github_app_authorization",
  "installation",
  "installation_repositories",
  "marketplace_purchase",
  "membership",
  "org_block",
  "organization",
  "ping",
  "projects_v2_item",
  "security_advisory",
  "sponsorship",
]);

/** Bodies above this size are refused by the demo's receiver. */
export const maxBodyBytes: number = 64 * 1024;

interface Payload {
  readonly event: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

const shares: readonly (readonly [DeliveryKind, number])[] = [
  ["redelivery", 0.03],
  ["unhandled", 0.03],
  ["truncated", 0.01],
  ["forged", 0.01],
  ["oversized", 0.005],
];

/**
 * A reproducible plan of deliveries over GitHub's published example payloads: the same seed gives
 * the same requests, so that a run that was cut off can go on, and a test can tell what must be in
 * the database.
 */
export class DeliveryPlan {
  readonly #seed: number;
  readonly #handled: readonly Payload[];
  readonly #unhandled: readonly Payload[];

  constructor(seed: number) {
    this.#seed = seed;
    const encoder = new TextEncoder();
    const payloads = examples.flatMap(({ name, examples }) =>
      examples.map((payload) => ({ event: name, body: encoder.encode(JSON.stringify(payload)) }))
    );
    this.#handled = payloads.filter(({ event }) => !unhandledEvents.has(event));
    this.#unhandled = payloads.filter(({ event }) => unhandledEvents.has(event));
  }

  /** The delivery of a place in the plan, from 0. */
  at(index: number): PlannedDelivery {
    const kind = this.#kindAt(index);
    if (kind === "redelivery") {
      const original = this.#originalOf(index);
      return { ...this.#payload(this.#handled, original), kind, id: this.#id(original) };
    }
    const pool = kind === "unhandled" ? this.#unhandled : this.#handled;
    const { event, body } = this.#payload(pool, index);
    return { kind, event, id: this.#id(index), body: spoil(kind, body) };
  }

  /** How many of the first `deliveries` are of each kind. */
  countKinds(deliveries: number): Record<DeliveryKind, number> {
    const counts = Object.fromEntries(deliveryKinds.map((kind) => [kind, 0]));
    for (let index = 0; index < deliveries; index++) counts[this.#kindAt(index)]!++;
    return counts as Record<DeliveryKind, number>;
  }

  #kindAt(index: number): DeliveryKind {
    let share = hash(this.#seed, index, 1) / 2 ** 32;
    for (const [kind, part] of shares) {
      if (share < part) return index === 0 ? "event" : kind;
      share -= part;
    }
    return "event";
  }

  /** An earlier delivery of kind "event", at most some thousand places back. */
  #originalOf(index: number): number {
    const first = Math.max(0, index - 5_000);
    let original = first + hash(this.#seed, index, 2) % (index - first);
    while (original > 0 && this.#kindAt(original) !== "event") original--;
    return original;
  }

  #payload(pool: readonly Payload[], index: number): Payload {
    return pool[hash(this.#seed, index, 3) % pool.length]!;
  }

  #id(index: number): string {
    const run = this.#seed.toString(16).padStart(8, "0");
    return `${run}-0000-4000-8000-${index.toString(16).padStart(12, "0")}`;
  }
}

/** The headers that GitHub would send. A forged delivery is signed with another secret. */
export function headersOf(delivery: PlannedDelivery, secret: string): Record<string, string> {
  const key = delivery.kind === "forged" ? `not ${secret}` : secret;
  const signature = createHmac("sha256", key).update(delivery.body).digest("hex");
  return {
    "content-type": "application/json",
    "user-agent": "GitHub-Hookshot/weir-demo",
    "x-github-event": delivery.event,
    "x-github-delivery": delivery.id,
    "x-hub-signature-256": `sha256=${signature}`,
  };
}

function spoil(kind: DeliveryKind, body: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (kind === "truncated") return body.slice(0, Math.floor(body.length * 0.6));
  if (kind !== "oversized") return body;
  const padded = new Uint8Array(maxBodyBytes + 1).fill(0x20);
  padded.set(body);
  return padded;
}

/** A well-mixed 32-bit number from a seed, a place and a purpose (the finaliser of MurmurHash3). */
function hash(seed: number, index: number, purpose: number): number {
  let h = (seed ^ Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(purpose, 0x85ebca77)) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
