import type { PoolEvent, PoolOpenedEvent } from "../pool/pool_events.ts";
import type { OtelAttributes } from "./otel_api.ts";
import type { OtelPoolInstruments } from "./_otel_pool_instruments.ts";
import type { PoolWords } from "./_otel_pool_words.ts";

/** A pool that is not closed, and what its counters have been brought to. */
interface PoolTrace {
  readonly named: OtelAttributes;
  readonly ifIdle: OtelAttributes;
  readonly ifUsed: OtelAttributes;
  readonly min: number;
  readonly max: number;
  idle: number;
  used: number;
  pending: number;
}

/** Metrics of pools, from opened to closed. */
export class OtelPools {
  readonly #instruments: OtelPoolInstruments;
  readonly #words: PoolWords;
  readonly #open: Map<number, PoolTrace> = new Map();

  constructor(instruments: OtelPoolInstruments, words: PoolWords) {
    this.#instruments = instruments;
    this.#words = words;
  }

  /** Pools that are not closed. */
  get size(): number {
    return this.#open.size;
  }

  handle(event: PoolEvent): void {
    if (event.type === "pool.opened") this.#opened(event);
    const pool = this.#open.get(event.poolId);
    if (pool === undefined) return;
    this.#count(pool, event);
    this.#measure(pool, event);
    if (event.type === "pool.closed") {
      this.#open.delete(event.poolId);
      this.#limit(pool, -1);
    }
  }

  /** Counters begin at 0, so that a pool in which nothing happens can be seen too. */
  #opened({ pool: name, poolId, min, max }: PoolOpenedEvent): void {
    const { count, pending, timeouts } = this.#instruments;
    const { poolName, state } = this.#words;
    const named = { [poolName]: name };
    const ifIdle = { ...named, [state]: "idle" };
    const ifUsed = { ...named, [state]: "used" };
    const pool: PoolTrace = { named, ifIdle, ifUsed, min, max, idle: 0, used: 0, pending: 0 };
    this.#open.set(poolId, pool);
    count.add(0, ifIdle);
    count.add(0, ifUsed);
    pending.add(0, named);
    timeouts.add(0, named);
    this.#limit(pool, 1);
  }

  #limit({ min, max, named }: PoolTrace, sign: 1 | -1): void {
    const { max: most, idleMin, idleMax } = this.#instruments;
    most.add(sign * max, named);
    idleMax.add(sign * max, named);
    idleMin.add(sign * min, named);
  }

  /** Brings the counters to the figures of the event. */
  #count(pool: PoolTrace, { idle, used, pending }: PoolEvent): void {
    const { count, pending: waiting } = this.#instruments;
    if (idle !== pool.idle) count.add(idle - pool.idle, pool.ifIdle);
    if (used !== pool.used) count.add(used - pool.used, pool.ifUsed);
    if (pending !== pool.pending) waiting.add(pending - pool.pending, pool.named);
    pool.idle = idle;
    pool.used = used;
    pool.pending = pending;
  }

  #measure({ named }: PoolTrace, event: PoolEvent): void {
    const { createTime, waitTime, useTime, timeouts } = this.#instruments;
    if (event.type === "pool.acquired") waitTime.record(event.waitMs / 1_000, named);
    else if (event.type === "pool.released") useTime.record(event.useMs / 1_000, named);
    else if (event.type === "pool.created") createTime.record(event.durationMs / 1_000, named);
    else if (event.type === "pool.acquire_failed" && event.reason === "timeout") {
      timeouts.add(1, named);
    }
  }
}
