import type { OtelCounter, OtelHistogram, OtelMeter } from "./otel_api.ts";
import { createDurations } from "./_otel_durations.ts";

/** What is measured of scopes and resources. */
export interface OtelInstruments {
  readonly scopeDuration: OtelHistogram;
  readonly acquireDuration: OtelHistogram;
  readonly useDuration: OtelHistogram;
  readonly releaseDuration: OtelHistogram;
  readonly scopesActive: OtelCounter;
  readonly resourcesActive: OtelCounter;
  readonly retries: OtelCounter;
  readonly lateReleases: OtelCounter;
  readonly leaks: OtelCounter;
}

/** Makes the instruments; gauges are counters that rise and fall, as the last flush takes only these. */
export function createInstruments(meter: OtelMeter): OtelInstruments {
  const seconds = (name: string, description: string) => createDurations(meter, name, description);
  return {
    scopeDuration: seconds("weir.scope.duration", "Time from opening a scope to its end"),
    acquireDuration: seconds("weir.resource.acquire.duration", "Time that acquiring took"),
    useDuration: seconds("weir.resource.use.duration", "Time that a resource was held"),
    releaseDuration: seconds("weir.resource.release.duration", "Time that releasing took"),
    scopesActive: meter.createUpDownCounter("weir.scope.active", {
      description: "Scopes that are not closed",
      unit: "{scope}",
    }),
    resourcesActive: meter.createUpDownCounter("weir.resource.active", {
      description: "Resources that are held",
      unit: "{resource}",
    }),
    retries: meter.createCounter("weir.resource.retries", {
      description: "Acquisitions that were tried again",
      unit: "{retry}",
    }),
    lateReleases: meter.createCounter("weir.resource.late_releases", {
      description: "Resources that were released later than they should have been",
      unit: "{release}",
    }),
    leaks: meter.createCounter("weir.resource.leaks", {
      description: "Resources that were reported as leaked",
      unit: "{resource}",
    }),
  };
}
