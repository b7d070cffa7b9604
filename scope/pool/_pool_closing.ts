import { Watch } from "../engine/watch.ts";
import { PoolClosedError, ReleaseError, type ReleaseFailure } from "../errors.ts";
import { SUCCESS } from "../exit.ts";
import { describeUses } from "./_describe_uses.ts";
import type { PoolCore } from "./_pool_core.ts";

/** How long a close may take, and how much of it leases have to come back. */
export interface CloseTimes {
  readonly closeTimeoutMs: number;
  readonly drainMs: number;
}

/** The close of a pool: leases come back or are taken, every value is released, the scope closes. */
export class PoolClosing<T> {
  readonly #closed: PromiseWithResolvers<void> = Promise.withResolvers();
  readonly #core: PoolCore<T>;
  readonly #watch: Watch;
  readonly #failures: ReleaseFailure[] = [];
  readonly #startedMs: number;
  #drainDueMs = Infinity;
  #closeDueMs = Infinity;
  #isScopeClosing = false;
  /** Set while leases are waited for. */
  #stopDraining: (() => void) | undefined;

  constructor(core: PoolCore<T>) {
    this.#core = core;
    this.#watch = new Watch(core.settings.clock, () => this.#stopDraining?.());
    this.#startedMs = core.nowMs();
  }

  /** Settles when the pool is closed. */
  get closed(): Promise<void> {
    return this.#closed.promise;
  }

  start(times: CloseTimes): void {
    this.shorten(times);
    this.#run().then(this.#closed.resolve, this.#closed.reject);
  }

  /** Sets the time that is left; never puts the end off. */
  shorten({ closeTimeoutMs, drainMs }: CloseTimes): void {
    const nowMs = this.#core.nowMs();
    this.#closeDueMs = Math.min(this.#closeDueMs, nowMs + closeTimeoutMs);
    this.#drainDueMs = Math.min(this.#drainDueMs, nowMs + drainMs);
    if (this.#stopDraining !== undefined) this.#watch.set(this.#drainDueMs);
    if (this.#isScopeClosing) void this.#closeScope().catch(() => {});
  }

  async #run(): Promise<void> {
    const core = this.#core;
    core.onEnded = (failure) => {
      if (failure !== undefined) this.#fail(failure.error);
      if (core.leases.size === 0) this.#stopDraining?.();
    };
    core.shut();
    await this.#drained();
    const taken = this.#takeLeases();
    this.#isScopeClosing = true;
    // Waits for releases under way and for values that may still arrive, as long as there is time.
    await this.#closeScope().catch((error: unknown) => this.#fail(error));
    await Promise.all(core.stock.departures);
    core.state = "closed";
    if (core.news.isHeard) {
      core.news.tell({ type: "pool.closed", durationMs: core.nowMs() - this.#startedMs, taken });
    }
    if (this.#failures.length === 1) throw this.#failures[0]!.error;
    if (this.#failures.length > 1) throw new ReleaseError(core.name, this.#failures);
  }

  /** Waits until every lease is back, or the time for that is over. */
  async #drained(): Promise<void> {
    if (this.#core.leases.size === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#stopDraining = resolve;
    this.#watch.set(this.#drainDueMs);
    await promise;
    this.#stopDraining = undefined;
    this.#watch.stop();
  }

  /** Takes what has not come back in time from its holders, and says who they are. */
  #takeLeases(): number {
    const core = this.#core;
    const leases = core.leases.toArray();
    if (leases.length === 0) return 0;
    const nowMs = core.nowMs();
    const count = leases.length === 1 ? "1 value is" : `${leases.length} values are`;
    this.#fail(
      new DOMException(
        `Cannot drain pool "${core.name}" within ${Math.round(nowMs - this.#startedMs)} ms as ` +
          `${count} still in use: ${describeUses(leases, nowMs)}`,
        "TimeoutError",
      ),
    );
    const error = new PoolClosedError(core.name, "use the value any longer");
    const exit = Object.freeze({ status: "aborted" as const, error });
    for (const lease of leases) core.takeAway(lease, exit);
    return leases.length;
  }

  #closeScope(): Promise<void> {
    const timeoutMs = Math.max(0, this.#closeDueMs - this.#core.nowMs());
    return this.#core.stock.values.close(SUCCESS, { timeoutMs });
  }

  #fail(error: unknown): void {
    this.#failures.push({ path: this.#core.name, error });
  }
}
