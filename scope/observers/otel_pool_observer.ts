import {
  checkFunction,
  checkKeys,
  checkObject,
  optionMessage,
} from "../../_internal/check_option.ts";
import type { PoolEvent, PoolObserver } from "../pool/pool_events.ts";
import { globalOtelApi, LIBRARY } from "./_global_otel_api.ts";
import { areSilent } from "./_otel_durations.ts";
import { createPoolInstruments } from "./_otel_pool_instruments.ts";
import { POOL_WORDS } from "./_otel_pool_words.ts";
import { OtelPools } from "./_otel_pools.ts";
import type { OtelApi } from "./otel_api.ts";

/** Options of {@linkcode otelPoolObserver}. */
export interface OtelPoolObserverOptions {
  /**
   * What the names of the metrics begin with. The first is what OpenTelemetry calls the connections of
   * a database client, and what dashboards for them look for; `"weir.pool"` is for anything else.
   *
   * @default {"db.client.connection"}
   */
  readonly namespace?: "db.client.connection" | "weir.pool";
}

/** How an {@linkcode OtelPoolObserver} stands. */
export interface OtelPoolObserverStats {
  /** Pools that it has heard of and that are not closed. */
  readonly pools: number;
}

/** An observer that hands events of pools to OpenTelemetry. */
export interface OtelPoolObserver extends PoolObserver {
  /** Answers how it stands. */
  stats(): OtelPoolObserverStats;
}

/**
 * Makes an observer that turns events of pools into OpenTelemetry's metrics, after its conventions for
 * the connections of a database client.
 *
 * Up and down: `db.client.connection.count` by `db.client.connection.state` (`idle`, `used`),
 * `….max`, `….idle.min`, `….idle.max`, `….pending_requests`; counted: `….timeouts`; in seconds:
 * `….create_time`, `….wait_time`, `….use_time`. All carry `db.client.connection.pool.name`, the name of
 * the pool; what pools of one name have is added up, and what a pool had is taken off when it closes.
 * With `namespace: "weir.pool"` the same is `weir.pool.count` and so on, and the attributes are
 * `weir.pool.name` and `weir.pool.state`.
 *
 * A value that is checked counts as idle, one on its way in or out not at all. Values that a close takes
 * from their holders have no `use_time`.
 *
 * Memory: an entry per open pool.
 *
 * @example In Deno, `OTEL_DENO=true` is all it takes
 * ```ts
 * import { defineResource, otelPoolObserver, ResourcePool } from "@weir/std/scope";
 * import assert from "node:assert/strict";
 *
 * const connection = defineResource({ name: "orders", acquire: () => ({}), release: () => {} });
 * const telemetry = otelPoolObserver();
 * {
 *   await using pool = new ResourcePool(connection, { max: 5, observers: [telemetry] });
 *   assert.equal(await pool.use(() => "done"), "done");
 * }
 * assert.deepEqual(telemetry.stats(), { pools: 0 });
 * ```
 * @param api The namespace of `npm:@opentelemetry/api`. Without it, what Deno, or an SDK for version 1
 * of that package, has registered. Where no SDK is registered by the time the first pool is made, the
 * observer does nothing from then on, and pools that are made with it need not tell anything.
 * @throws {TypeError} If the API has no metrics, or an option has the wrong type or value or does not
 * exist.
 */
export function otelPoolObserver(
  api?: OtelApi,
  options: OtelPoolObserverOptions = {},
): OtelPoolObserver {
  const action = "observe pools";
  checkKeys(action, options, ["namespace"]);
  const { namespace = "db.client.connection" } = options;
  if (!Object.hasOwn(POOL_WORDS, namespace)) {
    const rule = `one of ${Object.keys(POOL_WORDS).join(", ")}`;
    throw new TypeError(optionMessage(action, "namespace", rule, namespace));
  }
  if (api !== undefined) {
    checkObject(action, "api", api);
    checkFunction(action, "api.metrics.getMeter", api.metrics?.getMeter);
  }
  const telemetry = new PoolTelemetry(api, namespace);
  const observer = (event: PoolEvent) => telemetry.pools?.handle(event);
  Object.defineProperty(observer, "isIdle", { get: () => telemetry.isOff });
  return Object.assign(observer, {
    stats: () => Object.freeze({ pools: telemetry.size }),
  });
}

/** Looks for an SDK when a pool first asks whether it is idle; where there is none, it stays off. */
class PoolTelemetry {
  readonly #api: OtelApi | undefined;
  readonly #namespace: keyof typeof POOL_WORDS;
  #isStarted = false;
  #pools: OtelPools | undefined;

  constructor(api: OtelApi | undefined, namespace: keyof typeof POOL_WORDS) {
    this.#api = api;
    this.#namespace = namespace;
  }

  get pools(): OtelPools | undefined {
    if (!this.#isStarted) {
      this.#pools = this.#start();
      this.#isStarted = true;
    }
    return this.#pools;
  }

  get size(): number {
    return this.#pools?.size ?? 0;
  }

  /** What an SDK throws must not keep a pool from being made; with the first event it is counted. */
  get isOff(): boolean {
    try {
      return this.pools === undefined;
    } catch {
      return false;
    }
  }

  #start(): OtelPools | undefined {
    const meter = (this.#api ?? globalOtelApi())?.metrics?.getMeter(LIBRARY);
    if (meter === undefined) return undefined;
    const words = POOL_WORDS[this.#namespace];
    const instruments = createPoolInstruments(meter, this.#namespace, words);
    if (areSilent(instruments.createTime, instruments.waitTime)) return undefined;
    return new OtelPools(instruments, words);
  }
}
