import { isThenable } from "../../_internal/is_thenable.ts";
import type { RegistryEntry } from "./registry_entry.ts";

/** An entry has come into sight in a registry, or has gone out of it. */
export interface RegistryEvent {
  /** `added`: lookups find it from now on. `removed`: they do not any more. */
  readonly type: "added" | "removed";
  /** What came or went. */
  readonly entry: RegistryEntry;
}

/** Hears of what comes into sight in a registry and what goes. */
export type RegistryListener = (event: RegistryEvent) => void;

interface Subscription {
  readonly listener: RegistryListener;
  isActive: boolean;
}

type Delivery = readonly [RegistryFeed, Subscription, RegistryEvent];

/** What is to be delivered by all feeds that see each other, so that all hear it in one order. */
class DeliveryQueue {
  readonly #deliveries: Delivery[] = [];
  #isDelivering = false;

  push(delivery: Delivery): void {
    this.#deliveries.push(delivery);
  }

  /** Delivers all; what a listener changes meanwhile is delivered after what came before it. */
  flush(): void {
    if (this.#isDelivering) return;
    this.#isDelivering = true;
    for (let index = 0; index < this.#deliveries.length; index++) {
      const [feed, subscription, event] = this.#deliveries[index]!;
      feed.deliver(subscription, event);
    }
    this.#deliveries.length = 0;
    this.#isDelivering = false;
  }
}

/**
 * The listeners of one registry, and the feeds of its forks that somebody listens to. A feed that
 * nobody listens to is not known to the one above it.
 */
export class RegistryFeed {
  readonly #queue: DeliveryQueue;
  #above: RegistryFeed | undefined;
  readonly #hides: (contract: string, key: string) => boolean;
  readonly #below = new Set<RegistryFeed>();
  #subscriptions: readonly Subscription[] = [];
  #errors = 0;

  /** `hides` tells whether the registry has an entry of its own in front of one above it. */
  constructor(hides: (contract: string, key: string) => boolean, above?: RegistryFeed) {
    this.#hides = hides;
    this.#above = above;
    this.#queue = above === undefined ? new DeliveryQueue() : above.#queue;
  }

  /** Whether anybody listens, here or in a fork. */
  get isHeard(): boolean {
    return this.#subscriptions.length > 0 || this.#below.size > 0;
  }

  /** Number of listeners here and in the forks. */
  get listeners(): number {
    let count = this.#subscriptions.length;
    for (const feed of this.#below) count += feed.listeners;
    return count;
  }

  /** Errors that the listeners here have thrown. */
  get errors(): number {
    return this.#errors;
  }

  /** Adds a listener, and tells it of `standing` entries first. */
  listen(listener: RegistryListener, standing: Iterable<RegistryEntry>): Disposable {
    const subscription = { listener, isActive: true };
    this.#subscriptions = [...this.#subscriptions, subscription];
    this.#connect();
    for (const entry of standing) {
      this.#queue.push([this, subscription, Object.freeze({ type: "added", entry })]);
    }
    this.#queue.flush();
    return {
      [Symbol.dispose]: () => {
        subscription.isActive = false;
        this.#subscriptions = this.#subscriptions.filter((each) => each !== subscription);
        this.#disconnect();
      },
    };
  }

  /** Tells everybody who sees it that one entry stands where another stood, or none. */
  tell(
    contract: string,
    key: string,
    before: RegistryEntry | undefined,
    after: RegistryEntry | undefined,
  ): void {
    if (!this.isHeard || before === after) return;
    const events: RegistryEvent[] = [];
    if (before !== undefined) events.push(Object.freeze({ type: "removed", entry: before }));
    if (after !== undefined) events.push(Object.freeze({ type: "added", entry: after }));
    this.#collect(contract, key, events);
    this.#queue.flush();
  }

  /** Lets go of the listeners; what was told before is still delivered to them. */
  close(): void {
    this.#subscriptions = [];
    this.#below.clear();
    this.#disconnect();
    this.#above = undefined;
  }

  /** Calls a listener; nobody else hears of its errors. */
  deliver(subscription: Subscription, event: RegistryEvent): void {
    if (!subscription.isActive) return;
    const failed = () => void this.#errors++;
    try {
      const outcome: unknown = subscription.listener(event);
      if (isThenable(outcome)) outcome.then(undefined, failed);
    } catch {
      failed();
    }
  }

  #collect(contract: string, key: string, events: readonly RegistryEvent[]): void {
    for (const subscription of this.#subscriptions) {
      for (const event of events) this.#queue.push([this, subscription, event]);
    }
    for (const feed of this.#below) {
      if (!feed.#hides(contract, key)) feed.#collect(contract, key, events);
    }
  }

  #connect(): void {
    const above = this.#above;
    if (above === undefined) return;
    above.#below.add(this);
    above.#connect();
  }

  #disconnect(): void {
    if (this.isHeard) return;
    const above = this.#above;
    if (above === undefined) return;
    above.#below.delete(this);
    above.#disconnect();
  }
}
