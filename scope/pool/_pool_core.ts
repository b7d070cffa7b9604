import { AcquisitionPlace } from "../inspection/acquisition_place.ts";
import { Watch } from "../engine/watch.ts";
import { PoolBusyError, PoolClosedError } from "../errors.ts";
import type { ScopeExit } from "../exit.ts";
import type { Resource } from "../resource.ts";
import { Leases } from "./_leases.ts";
import type { PoolItem } from "./_pool_item.ts";
import { PoolNews } from "./_pool_news.ts";
import { type Condition, type LeaseOwner, PooledLease } from "./_pooled_lease.ts";
import { type Failure, failureExit, Stock, type StockKeeper } from "./_stock.ts";
import { timeoutError } from "./_timeout_error.ts";
import { Waiter } from "./_waiter.ts";
import { WaitingLine } from "./_waiting_line.ts";
import type { PoolAcquireFailedEvent } from "./pool_events.ts";
import { checkAcquireOptions, type PoolAcquireOptions, type PoolSettings } from "./pool_options.ts";

let lastPoolId = 0;

/**
 * The state behind a `ResourcePool`, and what brings callers and values together.
 *
 * A value is idle, lent, checked, or on its way in or out: together they never exceed `max`. A caller
 * gets an idle value at once or stands in line; whatever comes free goes to the head of the line.
 */
export class PoolCore<T> implements LeaseOwner<T>, StockKeeper<T> {
  readonly settings: PoolSettings;
  readonly news: PoolNews;
  readonly stock: Stock<T>;
  readonly leases: Leases<T> = new Leases();
  readonly waiters: WaitingLine<T>;
  state: "open" | "closing" | "closed" = "open";
  /** Hears, while the pool closes, that something has ended, and what went wrong with it. */
  onEnded: ((failure?: Failure) => void) | undefined = undefined;

  acquired = 0;
  timeouts = 0;
  leaked = 0;

  readonly #resource: Resource<T>;
  readonly #watch: Watch;
  #wakeMs = Infinity;

  constructor(resource: Resource<T>, settings: PoolSettings) {
    const { clock, observers, name: pool, min, max } = settings;
    const poolId = ++lastPoolId;
    this.#resource = resource;
    this.settings = settings;
    this.waiters = new WaitingLine(settings.acquireTimeoutMs);
    this.news = new PoolNews(observers, clock, () => ({
      pool,
      poolId,
      // Also what is just back or made, and is kept idle or lent only after this event.
      idle: this.stock.present - this.leases.size,
      used: this.leases.size,
      pending: this.waiters.size,
    }));
    this.stock = new Stock(resource, settings, { keeper: this, news: this.news });
    this.#watch = new Watch(clock, () => this.#tick());
    if (this.news.isHeard) this.news.tell({ type: "pool.opened", min, max });
    this.#fill();
  }

  get name(): string {
    return this.settings.name;
  }

  nowMs(): number {
    return this.settings.clock.monotonic();
  }

  /** Borrows a value, now or as soon as there is one; `below` is what the caller called. */
  request(
    options: PoolAcquireOptions | undefined,
    below: (...args: never[]) => unknown,
  ): Promise<PooledLease<T>> {
    try {
      if (options !== undefined) {
        checkAcquireOptions(options);
        options.signal?.throwIfAborted();
      }
      const place = this.placeBelow(below);
      const lease = this.tryLend(place);
      if (lease !== undefined) return Promise.resolve(lease);
      const timeoutMs = options?.timeoutMs ?? this.settings.acquireTimeoutMs;
      return this.wait(timeoutMs, options?.signal, place);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /** Where the code calls that borrows; it is known only if leaks are to be reported. */
  placeBelow(below: ((...args: never[]) => unknown) | undefined): AcquisitionPlace | undefined {
    return this.settings.leakAfterMs === Infinity ? undefined : new AcquisitionPlace(below);
  }

  /** Lends the value that was used last, if it may be lent as it is and nobody waits. */
  tryLend(place: AcquisitionPlace | undefined): PooledLease<T> | undefined {
    if (this.state !== "open") throw new PoolClosedError(this.name, "acquire a value");
    if (this.stock.idle.length === 0 || this.waiters.size > 0) return undefined;
    const nowMs = this.nowMs();
    const item = this.stock.takeFresh(nowMs);
    if (item === undefined) return undefined;
    const lease = this.#lend(item, nowMs, place);
    if (this.news.isHeard) this.news.tell({ type: "pool.acquired", waitMs: 0 });
    return lease;
  }

  /** Puts the caller at the end of the line. */
  wait(
    timeoutMs: number,
    signal: AbortSignal | undefined,
    place: AcquisitionPlace | undefined,
  ): Promise<PooledLease<T>> {
    const waiter = new Waiter<T>(this.nowMs(), timeoutMs, place);
    if (this.leases.size + this.waiters.size >= this.settings.max + this.settings.maxWaiting) {
      this.#refuse(waiter, "busy", new PoolBusyError(this.name, this.waiters.size));
      return waiter.lease;
    }
    this.waiters.add(waiter);
    if (signal !== undefined) {
      waiter.follow(signal, (reason) => this.sendAway(waiter, "aborted", reason));
    }
    this.#wakeBy(waiter.dueMs);
    if (this.news.isHeard) this.news.tell({ type: "pool.waiting" });
    this.#serve();
    return waiter.lease;
  }

  /** Ends a caller's wait without a value. */
  sendAway(waiter: Waiter<T>, reason: PoolAcquireFailedEvent["reason"], error: unknown): void {
    this.waiters.remove(waiter);
    this.#refuse(waiter, reason, error);
  }

  takeBack(lease: PooledLease<T>, item: PoolItem<T>, condition: Condition, error?: unknown): void {
    const nowMs = this.nowMs();
    this.leases.remove(lease);
    if (this.news.isHeard) {
      const useMs = nowMs - lease.sinceMs;
      this.news.tell({ type: "pool.released", useMs, wasLeaked: lease.isLeaked });
    }
    if (condition === "broken") item.evicted ??= { error };
    if (condition === "suspect" && item.evicted === undefined && this.state === "open") {
      this.stock.check(item);
    } else {
      this.#keep(item, nowMs);
    }
  }

  /** Ends a lease over its holder's head. */
  takeAway(lease: PooledLease<T>, exit: ScopeExit & { readonly status: "aborted" }): void {
    this.leases.remove(lease);
    this.stock.retire(lease.take(exit.error), "closed", exit);
  }

  judge(error: unknown): Condition {
    const { discardIf } = this.settings;
    if (discardIf === undefined) return this.#resource.health === undefined ? "broken" : "suspect";
    try {
      return discardIf(error) ? "broken" : "good";
    } catch {
      return "broken";
    }
  }

  ready(item: PoolItem<T>): void {
    this.#keep(item, this.nowMs());
  }

  /** Who has something else to hope for goes on waiting; the others learn what is wrong. */
  createFailed(error: unknown): void {
    if (this.leases.size + this.stock.coming > 0) return;
    for (const waiter of this.waiters.toArray()) this.sendAway(waiter, "create_failed", error);
  }

  ended(failure?: Failure): void {
    this.#serve();
    this.onEnded?.(failure);
  }

  /** Begins to close: nothing is lent any more, and all that is not lent goes. */
  shut(): void {
    this.state = "closing";
    this.#watch.stop();
    if (this.news.isHeard) this.news.tell({ type: "pool.closing" });
    const error = new PoolClosedError(this.name, "acquire a value");
    for (const waiter of this.waiters.toArray()) this.sendAway(waiter, "closed", error);
    this.stock.stop(error);
  }

  #refuse(waiter: Waiter<T>, reason: PoolAcquireFailedEvent["reason"], error: unknown): void {
    waiter.reject(error);
    if (reason === "timeout") this.timeouts++;
    if (!this.news.isHeard) return;
    const waitMs = this.nowMs() - waiter.sinceMs;
    this.news.tell({ type: "pool.acquire_failed", reason, waitMs, error });
  }

  #lend(item: PoolItem<T>, nowMs: number, place: AcquisitionPlace | undefined): PooledLease<T> {
    const lease = new PooledLease(this, item, nowMs, place);
    item.state = "used";
    item.wasLent = true;
    this.leases.add(lease);
    this.acquired++;
    this.#wakeBy(nowMs + this.settings.leakAfterMs);
    return lease;
  }

  #lendTo(waiter: Waiter<T>, item: PoolItem<T>, nowMs: number): void {
    this.waiters.remove(waiter);
    waiter.resolve(this.#lend(item, nowMs, waiter.place));
    if (this.news.isHeard) {
      this.news.tell({ type: "pool.acquired", waitMs: nowMs - waiter.sinceMs });
    }
  }

  /** Hands a value to the head of the line or keeps it idle, unless it has to go. */
  #keep(item: PoolItem<T>, nowMs: number): void {
    const { stock, settings } = this;
    if (item.evicted !== undefined) {
      stock.retire(item, "discarded", failureExit(item.evicted.error));
    } else if (this.state !== "open") {
      stock.retire(item, "closed");
    } else if (nowMs >= item.expiresAtMs) {
      stock.retire(item, "lifetime");
    } else if (this.waiters.oldest !== undefined) {
      this.#lendTo(this.waiters.oldest, item, nowMs);
    } else {
      stock.put(item, nowMs);
      const isSpare = this.#staying > settings.min;
      const trimAtMs = isSpare ? stock.idle[0]!.idleSinceMs + settings.idleTimeoutMs : Infinity;
      this.#wakeBy(Math.min(item.expiresAtMs, trimAtMs));
    }
  }

  /** Brings together who waits and what is idle, and sees to more values. */
  #serve(): void {
    const { stock } = this;
    while (this.waiters.size > 0 && stock.idle.length > 0) {
      const nowMs = this.nowMs();
      const item = stock.takeFresh(nowMs);
      if (item !== undefined) this.#lendTo(this.waiters.oldest!, item, nowMs);
      else if (stock.checking < this.waiters.size) stock.refreshLast(nowMs);
      else break;
    }
    this.#fill();
  }

  /** Makes as many values as are waited for, and as `min` demands. */
  #fill(): void {
    const { stock, settings } = this;
    while (this.state === "open" && this.#staying + stock.departures.size < settings.max) {
      if (this.waiters.size <= stock.coming && this.#staying >= settings.min) return;
      const hasOtherHope = this.leases.size + stock.coming > 0;
      const startAtMs = stock.creation.mayStartAtMs(this.waiters.size > 0 && !hasOtherHope);
      if (startAtMs !== -Infinity && startAtMs > this.nowMs()) {
        if (startAtMs !== Infinity) this.#wakeBy(startAtMs);
        return;
      }
      stock.creation.start();
    }
  }

  /** Values that are here or on their way in. */
  get #staying(): number {
    return this.leases.size + this.stock.idle.length + this.stock.coming;
  }

  #wakeBy(atMs: number): void {
    if (atMs >= this.#wakeMs) return;
    this.#wakeMs = atMs;
    this.#watch.set(atMs);
  }

  #tick(): void {
    const nowMs = this.nowMs();
    const { leakAfterMs, min } = this.settings;
    this.#wakeMs = Infinity;
    for (let due = this.waiters.firstDue; due !== undefined && nowMs >= due.dueMs;) {
      this.sendAway(due, "timeout", timeoutError(this, due.timeoutMs));
      due = this.waiters.firstDue;
    }
    while (nowMs >= this.leases.nextLeakMs(leakAfterMs)) this.#reportLeak(nowMs);
    const sweepAtMs = this.stock.sweep(nowMs, this.#staying - min);
    this.#fill();
    const timeoutAtMs = this.waiters.firstDue?.dueMs ?? Infinity;
    this.#wakeBy(Math.min(sweepAtMs, timeoutAtMs, this.leases.nextLeakMs(leakAfterMs)));
  }

  #reportLeak(nowMs: number): void {
    const lease = this.leases.report();
    this.leaked++;
    if (!this.news.isHeard) return;
    const heldMs = nowMs - lease.sinceMs;
    this.news.tell({ type: "pool.leaked", heldMs, place: lease.place?.text });
  }
}
