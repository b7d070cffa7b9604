import type { Clock } from "../../_internal/clock.ts";
import type { PoolEvent, PoolEventBase, PoolObserver } from "./pool_events.ts";

type OmitEach<Event, Key extends PropertyKey> = Event extends unknown ? Omit<Event, Key> : never;

/** Tells the observers of a pool; callers ask `isHeard` first, so that nobody listening costs one `if`. */
export class PoolNews {
  readonly isHeard: boolean;
  observerErrors = 0;
  readonly #observers: readonly PoolObserver[];
  readonly #clock: Clock;
  readonly #figures: () => Omit<PoolEventBase, "atMs">;

  constructor(
    observers: readonly PoolObserver[],
    clock: Clock,
    figures: () => Omit<PoolEventBase, "atMs">,
  ) {
    this.#observers = observers.filter((observer) => observer.isIdle !== true);
    this.isHeard = this.#observers.length > 0;
    this.#clock = clock;
    this.#figures = figures;
  }

  tell(fields: OmitEach<PoolEvent, keyof PoolEventBase>): void {
    const base = this.#figures();
    const event = Object.freeze({ ...fields, ...base, atMs: this.#clock.now() }) as PoolEvent;
    for (const observer of this.#observers) {
      try {
        observer(event);
      } catch {
        this.observerErrors++;
      }
    }
  }
}
