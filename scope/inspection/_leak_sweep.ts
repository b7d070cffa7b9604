import type { Clock } from "../../_internal/clock.ts";
import { Watch } from "../engine/watch.ts";

/** Something that may stay for too long. */
export interface SweepItem {
  /** Since when it is there, in monotonic time. */
  readonly sinceMs: number;
  /** Whether it keeps nothing alive that is not its own. */
  readonly isSettled: boolean;
  /** Lets go of what it keeps alive; called once it has been there for a while. */
  settle(): void;
  /** It has been there for too long; called once. */
  tell(): void;
}

/** How long a bare stack may keep alive what its functions were called on. */
const SETTLE_MS = 1_000;
/** How long stacks are read in one turn of the event loop. */
const SETTLING_MS = 10;

const sweeps: WeakMap<Clock, Map<number, LeakSweep>> = new WeakMap();

/** The sweep of all that is measured by a clock and is not to stay for longer than `limitMs`. */
export function sweepOf(clock: Clock, limitMs: number): LeakSweep {
  let byLimit = sweeps.get(clock);
  if (byLimit === undefined) sweeps.set(clock, byLimit = new Map());
  let sweep = byLimit.get(limitMs);
  if (sweep === undefined) byLimit.set(limitMs, sweep = new LeakSweep(clock, limitMs));
  return sweep;
}

/**
 * Finds out what stays for too long, with one timer for all of it and none while there is nothing.
 * Items come in the order of time, so that the first are due first; what was taken over from another
 * sweep may be older than that, and is kept apart.
 */
export class LeakSweep {
  readonly #clock: Clock;
  readonly #limitMs: number;
  readonly #settleMs: number;
  readonly #watch: Watch;
  readonly #fresh: Set<SweepItem> = new Set();
  readonly #settled: Set<SweepItem> = new Set();
  readonly #takenOver: Set<SweepItem> = new Set();
  /** None that was taken over is older. */
  #takenOverMs = Infinity;
  #newestMs = -Infinity;

  constructor(clock: Clock, limitMs: number) {
    this.#clock = clock;
    this.#limitMs = limitMs;
    this.#settleMs = Math.min(SETTLE_MS, limitMs);
    this.#watch = new Watch(clock, () => this.#sweep());
  }

  add(item: SweepItem): void {
    if (this.#limitMs === Infinity && item.isSettled) return;
    if (item.sinceMs < this.#newestMs) return this.#takeOver(item);
    this.#newestMs = item.sinceMs;
    this.#fresh.add(item);
    if (this.#fresh.size === 1) this.#watch.set(this.#nextMs());
  }

  remove(item: SweepItem): void {
    if (!this.#fresh.delete(item) && !this.#settled.delete(item)) this.#takenOver.delete(item);
    if (this.#fresh.size + this.#settled.size + this.#takenOver.size > 0) return;
    this.#takenOverMs = Infinity;
    this.#watch.stop();
    // Limits may be as many as scopes. One who still has this sweep may go on to use it.
    const byLimit = sweeps.get(this.#clock);
    if (byLimit?.get(this.#limitMs) === this) byLimit.delete(this.#limitMs);
  }

  #takeOver(item: SweepItem): void {
    item.settle();
    if (this.#limitMs === Infinity) return;
    this.#takenOver.add(item);
    this.#takenOverMs = Math.min(this.#takenOverMs, item.sinceMs);
    this.#watch.set(this.#nextMs());
  }

  #sweep(): void {
    const nowMs = this.#clock.monotonic();
    for (const item of this.#fresh) {
      if (nowMs < item.sinceMs + this.#settleMs) break;
      if (this.#clock.monotonic() > nowMs + SETTLING_MS) break;
      this.#fresh.delete(item);
      item.settle();
      if (this.#limitMs !== Infinity) this.#settled.add(item);
    }
    for (const item of this.#settled) {
      if (nowMs < item.sinceMs + this.#limitMs) break;
      this.#settled.delete(item);
      item.tell();
    }
    if (nowMs >= this.#takenOverMs + this.#limitMs) this.#sweepTakenOver(nowMs);
    this.#watch.set(this.#nextMs());
  }

  #sweepTakenOver(nowMs: number): void {
    this.#takenOverMs = Infinity;
    for (const item of this.#takenOver) {
      if (nowMs < item.sinceMs + this.#limitMs) {
        this.#takenOverMs = Math.min(this.#takenOverMs, item.sinceMs);
      } else {
        this.#takenOver.delete(item);
        item.tell();
      }
    }
  }

  #nextMs(): number {
    const [fresh] = this.#fresh;
    const [settled] = this.#settled;
    return Math.min(
      (fresh?.sinceMs ?? Infinity) + this.#settleMs,
      (settled?.sinceMs ?? Infinity) + this.#limitMs,
      this.#takenOverMs + this.#limitMs,
    );
  }
}
