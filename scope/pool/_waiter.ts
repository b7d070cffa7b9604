import type { AcquisitionPlace } from "../inspection/acquisition_place.ts";
import type { Due } from "./_deadlines.ts";
import type { InLine } from "./_line.ts";
import type { PooledLease } from "./_pooled_lease.ts";

/** A caller that waits for a value. */
export class Waiter<T> implements InLine<Waiter<T>>, Due {
  older: Waiter<T> | undefined = undefined;
  newer: Waiter<T> | undefined = undefined;
  slot = -1;
  /** It got a value or was sent away. */
  isOver = false;
  readonly lease: Promise<PooledLease<T>>;
  readonly sinceMs: number;
  readonly timeoutMs: number;
  readonly dueMs: number;
  readonly place: AcquisitionPlace | undefined;
  #resolve!: (lease: PooledLease<T>) => void;
  #reject!: (reason: unknown) => void;
  #signal: AbortSignal | undefined;
  #onAbort: (() => void) | undefined;

  constructor(sinceMs: number, timeoutMs: number, place: AcquisitionPlace | undefined) {
    this.sinceMs = sinceMs;
    this.timeoutMs = timeoutMs;
    this.dueMs = sinceMs + timeoutMs;
    this.place = place;
    this.lease = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** Calls `giveUp` with the reason if the signal aborts while the caller waits. */
  follow(signal: AbortSignal, giveUp: (reason: unknown) => void): void {
    this.#signal = signal;
    this.#onAbort = () => giveUp(signal.reason);
    signal.addEventListener("abort", this.#onAbort, { once: true });
  }

  resolve(lease: PooledLease<T>): void {
    this.#unfollow();
    this.#resolve(lease);
  }

  reject(reason: unknown): void {
    this.#unfollow();
    this.#reject(reason);
  }

  #unfollow(): void {
    this.isOver = true;
    if (this.#signal === undefined) return;
    this.#signal.removeEventListener("abort", this.#onAbort!);
    this.#signal = undefined;
  }
}
