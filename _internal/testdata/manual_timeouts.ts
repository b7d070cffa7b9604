import { ManualClock } from "../../testing/manual_clock.ts";
import type { Timer } from "../clock.ts";

/** Stands in for `setTimeout` until the end of the block; time passes when a test moves `clock`. */
export class ManualTimeouts implements Disposable {
  readonly clock: ManualClock = new ManualClock();
  /** Every delay that was asked for. */
  readonly delaysMs: number[] = [];
  readonly #setTimeout = globalThis.setTimeout;
  readonly #clearTimeout = globalThis.clearTimeout;

  constructor() {
    const set = (callback: () => void, delayMs: number) => {
      this.delaysMs.push(delayMs);
      // Like the platform, which keeps the delay in 32 bits with a sign.
      return this.clock.setTimer(callback, delayMs > 2 ** 31 - 1 ? 1 : delayMs);
    };
    const clear = (timer: Timer | undefined) => timer?.cancel();
    Object.assign(globalThis, { setTimeout: set, clearTimeout: clear });
  }

  [Symbol.dispose](): void {
    globalThis.setTimeout = this.#setTimeout;
    globalThis.clearTimeout = this.#clearTimeout;
  }
}
