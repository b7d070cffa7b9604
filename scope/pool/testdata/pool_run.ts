import { ManualClock } from "../../../testing/manual_clock.ts";
import {
  defineResource,
  type Lease,
  type PoolEvent,
  type PoolOptions,
  ResourcePool,
} from "../../mod.ts";

/** How a call of the world behaves. */
export type Manner = "sync" | "async" | "throws" | "rejects" | "hangs" | "slow" | "obeys" | "late";

/** What happens to a pool. */
export type Step =
  | { readonly kind: "acquire"; readonly timeoutMs: number | undefined }
  | { readonly kind: "abort"; readonly at: number }
  | { readonly kind: "release" | "discard" | "evict"; readonly at: number }
  | { readonly kind: "use"; readonly at: number; readonly throws: boolean }
  | {
    readonly kind: "world";
    readonly acquires: Manner;
    readonly checks: Manner;
    readonly releases: Manner;
  }
  /** From now on an observer acquires when it hears of this. */
  | { readonly kind: "meddle"; readonly upon: PoolEvent["type"] }
  | { readonly kind: "wait"; readonly ms: number };

/** A value, and what became of it. */
interface Value {
  readonly id: number;
  releases: number;
  /** Its release has settled, or the pool need not wait for it any longer. */
  gone: boolean;
}

/** A call of `acquire`, and what became of it. */
interface Call {
  readonly controller: AbortController;
  isPending: boolean;
  lease: Lease<Value> | undefined;
  grantedMs: number;
}

export const RELEASE_TIMEOUT_MS = 60;
export const CREATE_TIMEOUT_MS = 90;
export const CLOSE_TIMEOUT_MS = 200;
/** Later than the pool waits for anything. */
export const LATE_MS = 140;

/** One program over a pool, the world it works with, and what the outside can see. */
export class PoolRun {
  readonly clock: ManualClock = new ManualClock();
  readonly values: Value[] = [];
  readonly calls: Call[] = [];
  readonly grants: number[] = [];
  readonly events: PoolEvent[] = [];
  readonly pool: ResourcePool<Value>;
  readonly max: number;
  /** Calls of the resource that have not settled, whether or not somebody waits for them. */
  creating = 0;
  creations = 0;
  /** What the first event said whose figures were not those after it. */
  wrongFigures: unknown;
  /** The largest number of values, those being made included, that ever existed together. */
  mostAtOnce = 0;
  worldTimers = 0;
  uses = 0;
  #meddlesUpon: PoolEvent["type"] | undefined;
  #meddlings = 0;
  #acquires: Manner = "async";
  #checks: Manner = "async";
  #releases: Manner = "sync";

  constructor(options: PoolOptions) {
    this.max = options.max!;
    const resource = defineResource<Value>({
      name: "value",
      timeoutMs: CREATE_TIMEOUT_MS,
      releaseTimeoutMs: RELEASE_TIMEOUT_MS,
      acquire: ({ signal }) => this.#create(signal),
      health: () => this.#behave(this.#checks, () => true),
      release: (value) => this.#release(value),
    });
    this.pool = new ResourcePool(resource, {
      ...options,
      clock: this.clock,
      closeTimeoutMs: CLOSE_TIMEOUT_MS,
      observers: [(event) => this.#observe(event)],
    });
  }

  /** Leases that callers hold. */
  get held(): Call[] {
    return this.calls.filter((call) => call.lease !== undefined);
  }

  get pending(): Call[] {
    return this.calls.filter((call) => call.isPending);
  }

  async take(step: Step): Promise<void> {
    if (step.kind === "acquire") this.#acquire(step.timeoutMs);
    else if (step.kind === "use") this.#use(step.throws);
    else if (step.kind === "abort") this.pending[step.at]?.controller.abort();
    else if (step.kind === "world") this.#change(step);
    else if (step.kind === "meddle") this.#meddlesUpon = step.upon;
    else if (step.kind === "evict") this.#evict(step.at);
    else if (step.kind !== "wait") this.#giveBack(step.kind, step.at);
    await this.clock.advanceAsync(step.kind === "wait" ? step.ms : 0);
  }

  #observe(event: PoolEvent): void {
    this.events.push(event);
    // The first is told while the pool is made.
    const stats = this.pool?.stats();
    if (stats === undefined) return;
    const { type, idle, used, pending } = event;
    const isRight = idle === stats.idle + stats.checking && used === stats.used &&
      pending === stats.pending;
    if (!isRight) this.wrongFigures ??= { type, idle, used, pending, stats };
    if (type !== this.#meddlesUpon || stats.state !== "open" || ++this.#meddlings > 20) return;
    this.#acquire(20);
  }

  #acquire(timeoutMs: number | undefined): void {
    const call: Call = {
      controller: new AbortController(),
      isPending: true,
      lease: undefined,
      grantedMs: 0,
    };
    const seq = this.calls.push(call);
    const { signal } = call.controller;
    const options = timeoutMs === undefined ? { signal } : { signal, timeoutMs };
    this.pool.acquire(options).then((lease) => {
      call.isPending = false;
      call.lease = lease;
      call.grantedMs = this.clock.now();
      this.grants.push(seq);
    }, () => call.isPending = false);
  }

  #use(throws: boolean): void {
    this.uses++;
    this.pool.use(() => {
      if (throws) throw new Error("body");
    }).catch(() => {}).finally(() => this.uses--);
  }

  #giveBack(how: "release" | "discard", at: number): void {
    const call = this.held[at];
    call?.lease?.[how]();
    if (call !== undefined) call.lease = undefined;
  }

  #evict(at: number): void {
    const value = this.values[at];
    if (value !== undefined) this.pool.discard(value, new Error("evicted"));
  }

  #change(step: Step & { readonly kind: "world" }): void {
    this.#acquires = step.acquires;
    this.#checks = step.checks;
    this.#releases = step.releases;
  }

  #create(signal: AbortSignal): Value | Promise<Value> {
    this.creations++;
    this.creating++;
    const existing = this.creating + this.values.filter((value) => !value.gone).length;
    this.mostAtOnce = Math.max(this.mostAtOnce, existing);
    const end = () => this.creating--;
    return this.#behave(this.#acquires, () => {
      end();
      const value = { id: this.values.length, releases: 0, gone: false };
      this.values.push(value);
      return value;
    }, { failed: end, signal });
  }

  #release(value: Value): unknown {
    value.releases++;
    const end = () => value.gone = true;
    this.#later(end, RELEASE_TIMEOUT_MS);
    return this.#behave(this.#releases, end, { failed: end });
  }

  #behave<T>(
    manner: Manner,
    result: () => T,
    { failed = () => {}, signal }: { failed?: () => void; signal?: AbortSignal } = {},
  ): T | Promise<T> {
    const fail = (): never => {
      failed();
      throw new Error(manner);
    };
    if (manner === "sync") return result();
    if (manner === "throws") return fail();
    if (manner === "async") return Promise.resolve().then(result);
    if (manner === "rejects") return Promise.resolve().then(fail);
    if (manner === "hangs") return new Promise(() => {});
    if (manner === "obeys") {
      return new Promise((_, reject) => {
        signal?.addEventListener("abort", () => {
          failed();
          reject(signal.reason);
        });
      });
    }
    return new Promise((resolve) => {
      this.#later(() => resolve(result()), manner === "slow" ? 70 : LATE_MS);
    });
  }

  #later(callback: () => void, ms: number): void {
    this.worldTimers++;
    this.clock.setTimer(() => {
      this.worldTimers--;
      callback();
    }, ms);
  }
}
