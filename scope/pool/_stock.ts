import { type ScopeExit, SUCCESS } from "../exit.ts";
import type { Resource } from "../resource.ts";
import { Scope } from "../scope.ts";
import { Creation } from "./_creation.ts";
import { sweepIdle } from "./_idle_sweep.ts";
import { PoolItem } from "./_pool_item.ts";
import type { PoolNews, PoolNewsItem } from "./_pool_news.ts";
import { probe } from "./_probe.ts";
import type { PoolDestroyReason } from "./pool_events.ts";
import type { PoolSettings } from "./pool_options.ts";

/** What went wrong. */
export interface Failure {
  readonly error: unknown;
}

/** Hears of what goes on in the stock. */
export interface StockKeeper<T> {
  /** A value works and can be lent; the news are told once it has its place. */
  ready(item: PoolItem<T>, news?: PoolNewsItem): void;
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
  unhealthy = 0;
  /** Values on their way out; more than `departures` while the first of several are let go. */
  leaving = 0;
  /** Values that came after their creation was given up, and were released. */
  lateReleased = 0;
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
      arrivedLate: (value) => this.#arrivedLate(value),
      releasingLate: (outcome) => this.#releasingLate(outcome),
      freed: () => this.#keeper.ended(),
    }, { values: this.values, clock, signal });
  }

  /** Values that may soon be idle. */
  get coming(): number {
    return this.creation.running + this.checking;
  }

  /** Everything but what is lent that takes a place. */
  get size(): number {
    return this.idle.length + this.coming + this.leaving + this.creation.overdue;
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

  /** Takes a value that is idle, however it stands; answers whether it was. */
  take(item: PoolItem<T>): boolean {
    if (item.state !== "idle") return false;
    const last = this.idle.length - 1;
    if (this.idle[last] === item) this.idle.pop();
    else this.idle.splice(this.idle.indexOf(item), 1);
    return true;
  }

  /** Lets go what is too old, and at most `spare` of what has not been used; says when to look again. */
  sweep(nowMs: number, spare: number): number {
    const { idleTimeoutMs } = this.#settings;
    const sweep = sweepIdle(this.idle, spare, { nowMs, idleTimeoutMs });
    this.idle = sweep.kept;
    for (const item of sweep.expired) this.#leave(item);
    for (const item of sweep.unused) this.#leave(item);
    for (const item of sweep.expired) this.#release(item, "lifetime", SUCCESS);
    for (const item of sweep.unused) this.#release(item, "idle", SUCCESS);
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
        const durationMs = clock.monotonic() - startedMs;
        this.retire(item, "unhealthy", failureExit(failure.error));
        if (this.#news.isHeard) {
          this.#news.tell({ type: "pool.unhealthy", durationMs, ...failure });
        }
      }
      this.#keeper.ended();
    });
  }

  /** Destroys a value, now or as soon as it comes back; answers whether it is in the pool. */
  evict(value: T, error: unknown): boolean {
    const item = this.#byValue.get(value);
    if (item === undefined) return false;
    item.evicted = { error };
    if (this.take(item)) this.retire(item, "discarded", failureExit(error));
    return true;
  }

  /** Releases a value; its place stays taken until that has settled. */
  retire(item: PoolItem<T>, reason: PoolDestroyReason, exit: ScopeExit = SUCCESS): void {
    this.#leave(item);
    this.#release(item, reason, exit);
  }

  /** Stops what is under way and lets everything idle go. */
  stop(reason: unknown): void {
    this.#stopping.abort(reason);
    const idle = this.idle;
    this.idle = [];
    for (const item of idle) this.#leave(item);
    for (const item of idle) this.#release(item, "closed", SUCCESS);
  }

  /** Before anything is released, as a release may look at the pool. */
  #leave(item: PoolItem<T>): void {
    item.state = "leaving";
    this.leaving++;
    if (this.#byValue.get(item.value) === item) this.#byValue.delete(item.value);
  }

  #release(item: PoolItem<T>, reason: PoolDestroyReason, exit: ScopeExit): void {
    // A server that takes connections and drops them at once must not make `min` a busy loop.
    const isBroken = reason === "discarded" || reason === "unhealthy";
    if (isBroken && !item.wasLent) this.creation.slowDown();
    const startedMs = this.#settings.clock.monotonic();
    const departure = this.values.release(item.value, exit).then(
      () => undefined,
      (error: unknown) => ({ error }),
    ).then((failure) => {
      this.departures.delete(departure);
      this.leaving--;
      if (reason === "late" && failure === undefined) this.lateReleased++;
      if (this.#news.isHeard) this.#tellDeparture(item, reason, startedMs, failure);
      this.#keeper.ended(failure);
    });
    this.departures.add(departure);
  }

  #arrived(value: T, durationMs: number): void {
    const { clock, maxLifetimeMs, lifetimeJitter } = this.#settings;
    const nowMs = clock.monotonic();
    const lifetimeMs = maxLifetimeMs * (1 - lifetimeJitter * Math.random());
    const item = new PoolItem(value, nowMs, nowMs + lifetimeMs);
    this.#byValue.set(value, item);
    const isHeard = this.#news.isHeard;
    this.#keeper.ready(item, isHeard ? { type: "pool.created", durationMs } : undefined);
    this.#keeper.ended();
  }

  /** Holds it to release it; a scope that is closing sees to it itself, and waits for it. */
  #arrivedLate(value: T): boolean {
    if (this.values.stats().state !== "open") return false;
    const { name, releaseTimeoutMs } = this.#resource;
    this.values.acquireSync<T>({
      name,
      acquire: () => value,
      release: (value, exit) => this.#resource.release(value, exit),
      ...(releaseTimeoutMs === undefined ? {} : { releaseTimeoutMs }),
    });
    this.retire(new PoolItem(value, this.#settings.clock.monotonic(), Infinity), "late", LATE);
    return true;
  }

  #releasingLate(outcome: Promise<unknown>): void {
    if (!this.#news.isHeard) return;
    const nowMs = this.#settings.clock.monotonic();
    const tell = (failure?: Failure) =>
      this.#tellDeparture({ createdAtMs: nowMs }, "late", nowMs, failure);
    outcome.then(() => tell(), (error: unknown) => tell({ error }));
  }

  #failed(error: unknown, durationMs: number): void {
    if (this.#news.isHeard) this.#news.tell({ type: "pool.create_failed", durationMs, error });
    this.#keeper.createFailed(error);
    this.#keeper.ended();
  }

  #tellDeparture(
    item: Pick<PoolItem<T>, "createdAtMs">,
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

/** What the release of a value is told that came too late. */
const LATE: ScopeExit = Object.freeze({
  status: "aborted",
  error: new DOMException("The value came after its creation was given up", "AbortError"),
});

/** What the release of a broken value is told. */
export function failureExit(error: unknown): ScopeExit {
  return Object.freeze({ status: "failure", error });
}
