import type { OtelCounter, OtelHistogram, OtelMeter } from "./otel_api.ts";
import { createDurations } from "./_otel_durations.ts";
import type { PoolWords } from "./_otel_pool_words.ts";

/** What is measured of pools. */
export interface OtelPoolInstruments {
  readonly count: OtelCounter;
  readonly max: OtelCounter;
  readonly idleMin: OtelCounter;
  readonly idleMax: OtelCounter;
  readonly pending: OtelCounter;
  readonly timeouts: OtelCounter;
  readonly createTime: OtelHistogram;
  readonly waitTime: OtelHistogram;
  readonly useTime: OtelHistogram;
}

/** Makes the instruments; limits are counters that rise once, as the last flush takes no gauges. */
export function createPoolInstruments(
  meter: OtelMeter,
  namespace: string,
  { thing }: PoolWords,
): OtelPoolInstruments {
  const upDown = (name: string, description: string, unit: string = thing) =>
    meter.createUpDownCounter(`${namespace}.${name}`, { description, unit: `{${unit}}` });
  const seconds = (name: string, description: string) =>
    createDurations(meter, `${namespace}.${name}`, description);
  return {
    count: upDown("count", `Number of ${thing}s by state`),
    max: upDown("max", `Maximum number of open ${thing}s`),
    idleMin: upDown("idle.min", `Minimum number of idle open ${thing}s`),
    idleMax: upDown("idle.max", `Maximum number of idle open ${thing}s`),
    pending: upDown("pending_requests", `Requests that wait for a ${thing}`, "request"),
    timeouts: meter.createCounter(`${namespace}.timeouts`, {
      description: `Requests for a ${thing} whose time was up`,
      unit: "{timeout}",
    }),
    createTime: seconds("create_time", `Time that making a ${thing} took`),
    waitTime: seconds("wait_time", `Time that a request waited for its ${thing}`),
    useTime: seconds("use_time", `Time from borrowing a ${thing} to giving it back`),
  };
}
