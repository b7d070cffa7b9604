import type { Clock, Timer } from "../../_internal/clock.ts";

/**
 * Gives up a wait that makes no progress for too long, or whose signal aborts. One timer serves the
 * whole wait: when it fires early it is set again for what is left.
 */
export class Patience implements Disposable {
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  readonly #signal: AbortSignal | undefined;
  readonly #gaveUp: PromiseWithResolvers<never> = Promise.withResolvers();
  readonly #onTimeout: () => Error;
  #lastMs: number;
  #timer: Timer;

  /** @param onTimeout Makes the error of a wait that took too long. */
  constructor(
    clock: Clock,
    timeoutMs: number,
    signal: AbortSignal | undefined,
    onTimeout: () => Error,
  ) {
    this.#clock = clock;
    this.#timeoutMs = timeoutMs;
    this.#signal = signal;
    this.#onTimeout = onTimeout;
    this.#lastMs = clock.monotonic();
    this.#timer = clock.setTimer(this.#look, timeoutMs);
    this.#gaveUp.promise.catch(() => {});
    signal?.addEventListener("abort", this.#abort, { once: true });
  }

  /** Tells that something happened that was waited for. */
  progress(): void {
    this.#lastMs = this.#clock.monotonic();
  }

  /** Waits for `promise`, and rejects before it when patience ends. */
  wait<T>(promise: Promise<T>): Promise<T> {
    return Promise.race([promise, this.#gaveUp.promise]);
  }

  /** Ends the watch. */
  [Symbol.dispose](): void {
    this.#timer.cancel();
    this.#signal?.removeEventListener("abort", this.#abort);
  }

  readonly #abort = (): void => this.#gaveUp.reject(this.#signal?.reason);

  readonly #look = (): void => {
    const leftMs = this.#lastMs + this.#timeoutMs - this.#clock.monotonic();
    if (leftMs > 0) this.#timer = this.#clock.setTimer(this.#look, leftMs);
    else this.#gaveUp.reject(this.#onTimeout());
  };
}
