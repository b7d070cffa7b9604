import { type ScopeExit, SUCCESS } from "../exit.ts";
import type { Resource } from "../resource.ts";
import { Scope } from "../scope.ts";
import { Creation } from "./_creation.ts";
import { sweepIdle } from "./_idle_sweep.ts";
import { PoolItem } from "./_pool_item.ts";
import type { PoolNews } from "./_pool_news.ts";
import { probe } from "./_probe.ts";
import type { PoolDestroyReason } from "./pool_events.ts";
import type { PoolSettings } from "./pool_options.ts";

/** What went wrong. */
export interface Failure {
  readonly error: unknown;
}

/** Hears of what goes on in the stock. */
export interface StockKeeper<T> {
  /** A value works and can be lent. */
  ready(item: PoolItem<T>): void;
  /** No value could be made. */
  createFailed(error: unknown): void;
  /** A creation, a check or a release has ended, and what to do about it has been done. */
  ended(failure?: Failure): void;
}

/**
 * The values of a pool that are not lent: those that are idle, those on their way in and out, and
 * those being checked.
 */
export class Stock<T> {
  /** What can be lent, the most recently used last. */
  idle: PoolItem<T>[] = [];
  checking = 0;
  /** Values from their arrival until they leave, those that are lent included. */
  present = 0;
  unhealthy = 0;
  readonly creation: Creation<T>;
  /** Holds every value; how one is acquired and released in time is its affair. */
  readonly values: Scope;
  /** Releases under way. */
  readonly departures: Set<Promise<void>> = new Set();
  readonly #resource: Resource<T>;
  readonly #settings: PoolSettings;
  readonly #keeper: StockKeeper<T>;
  readonly #news: PoolNews;
  readonly #byValue: Map<T, PoolItem<T>> = new Map();
  readonly #stopping: AbortController = new AbortController();

  constructor(
    resource: Resource<T>,
    settings: PoolSettings,
    { keeper, news }: { readonly keeper: StockKeeper<T>; readonly news: PoolNews },
  ) {
    this.#resource = resource;
    this.#settings = settings;
    this.#keeper = keeper;
    this.#news = news;
    const { name, clock } = settings;
    const signal = this.#stopping.signal;
    this.values = new Scope(name, { clock });
    this.creation = new Creation(resource, {
      arrived: (value, durationMs) => this.#arrived(value, durationMs),
      failed: (error, durationMs) => this.#failed(error, durationMs),
    }, { values: this.values, clock, signal });
  }

  /** Values that may soon be idle. */
  get coming(): number {
    return this.creation.running + this.checking;
  }

  /** The value that was used last, if it may be lent as it is. */
  takeFresh(nowMs: number): PoolItem<T> | undefined {
    const item = this.idle.at(-1);
    return item !== undefined && nowMs < item.freshUntilMs ? this.idle.pop() : undefined;
  }

  /** Sees to the value that was used last, as it has been idle for too long to be lent as it is. */
  refreshLast(nowMs: number): void {
    const item = this.idle.pop()!;
    if (nowMs >= item.expiresAtMs) this.retire(item, "lifetime");
    else this.check(item);
  }

  put(item: PoolItem<T>, nowMs: number): void {
    const isChecked = this.#resource.health !== undefined;
    const checkAtMs = isChecked ? nowMs + this.#settings.healthAfterIdleMs : Infinity;
    item.state = "idle";
    item.idleSinceMs = nowMs;
    item.freshUntilMs = Math.min(item.expiresAtMs, checkAtMs);
    this.idle.push(item);
  }

  /** Lets go what is too old, and at most `spare` of what has not been used; says when to look again. */
  sweep(nowMs: number, spare: number): number {
    const { idleTimeoutMs } = this.#settings;
    const sweep = sweepIdle(this.idle, spare, { nowMs, idleTimeoutMs });
    this.idle = sweep.kept;
    for (const item of sweep.expired) this.retire(item, "lifetime");
    for (const item of sweep.unused) this.retire(item, "idle");
    return sweep.nextMs;
  }

  /** Asks whether a value works before it can be lent again. */
  check(item: PoolItem<T>): void {
    item.state = "checking";
    this.checking++;
    const { clock, healthTimeoutMs: timeoutMs } = this.#settings;
    const startedMs = clock.monotonic();
    const signal = this.#stopping.signal;
    void probe(this.#resource, item.value, { clock, timeoutMs, signal }).then((failure) => {
      this.checking--;
      if (failure === undefined || signal.aborted) {
        this.#keeper.ready(item);
      } else {
        this.unhealthy++;
        if (this.#news.isHeard) {
          const durationMs = clock.monotonic() - startedMs;
          this.#news.tell({ type: "pool.unhealthy", durationMs, ...failure });
        }
        this.retire(item, "unhealthy", failureExit(failure.error));
      }
      this.#keeper.ended();
    });
  }

  /** Destroys a value, now or as soon as it comes back; answers whether it is in the pool. */
  evict(value: T, error: unknown): boolean {
    const item = this.#byValue.get(value);
    if (item === undefined) return false;
    item.evicted = { error };
    if (item.state === "idle") {
      this.idle.splice(this.idle.indexOf(item), 1);
      this.retire(item, "discarded", failureExit(error));
    }
    return true;
  }

  /** Releases a value; its place stays taken until that has settled. */
  retire(item: PoolItem<T>, reason: PoolDestroyReason, exit: ScopeExit = SUCCESS): void {
    this.present--;
    if (this.#byValue.get(item.value) === item) this.#byValue.delete(item.value);
    // A server that takes connections and drops them at once must not make `min` a busy loop.
    const isBroken = reason === "discarded" || reason === "unhealthy";
    if (isBroken && !item.wasLent) this.creation.slowDown();
    const startedMs = this.#settings.clock.monotonic();
    const departure = this.values.release(item.value, exit).then(
      () => undefined,
      (error: unknown) => ({ error }),
    ).then((failure) => {
      this.departures.delete(departure);
      if (this.#news.isHeard) this.#tellDeparture(item, reason, startedMs, failure);
      this.#keeper.ended(failure);
    });
    this.departures.add(departure);
  }

  /** Stops what is under way and lets everything idle go. */
  stop(reason: unknown): void {
    this.#stopping.abort(reason);
    const idle = this.idle;
    this.idle = [];
    for (const item of idle) this.retire(item, "closed");
  }

  #arrived(value: T, durationMs: number): void {
    const { clock, maxLifetimeMs, lifetimeJitter } = this.#settings;
    const nowMs = clock.monotonic();
    const lifetimeMs = maxLifetimeMs * (1 - lifetimeJitter * Math.random());
    const item = new PoolItem(value, nowMs, nowMs + lifetimeMs);
    this.present++;
    this.#byValue.set(value, item);
    if (this.#news.isHeard) this.#news.tell({ type: "pool.created", durationMs });
    this.#keeper.ready(item);
    this.#keeper.ended();
  }

  #failed(error: unknown, durationMs: number): void {
    if (this.#news.isHeard) this.#news.tell({ type: "pool.create_failed", durationMs, error });
    this.#keeper.createFailed(error);
    this.#keeper.ended();
  }

  #tellDeparture(
    item: PoolItem<T>,
    reason: PoolDestroyReason,
    startedMs: number,
    failure: Failure | undefined,
  ): void {
    const ageMs = startedMs - item.createdAtMs;
    const durationMs = this.#settings.clock.monotonic() - startedMs;
    const fields = { reason, ageMs, durationMs };
    if (failure === undefined) this.#news.tell({ type: "pool.destroyed", ...fields });
    else this.#news.tell({ type: "pool.destroy_failed", ...fields, ...failure });
  }
}

/** What the release of a broken value is told. */
export function failureExit(error: unknown): ScopeExit {
  return Object.freeze({ status: "failure", error });
}
