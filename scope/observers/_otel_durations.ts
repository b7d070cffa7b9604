import type { OtelHistogram, OtelMeter } from "./otel_api.ts";

/** In seconds: acquiring and releasing take from a millisecond to as long as their deadlines. */
const BOUNDARIES = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10];

/** Makes a histogram of how long something takes. */
export function createDurations(
  meter: OtelMeter,
  name: string,
  description: string,
): OtelHistogram {
  const advice = { explicitBucketBoundaries: [...BOUNDARIES] };
  return meter.createHistogram(name, { description, unit: "s", advice });
}

/** Whether what two of them take goes nowhere: without an SDK the API hands out one object for all. */
export function areSilent(one: OtelHistogram, other: OtelHistogram): boolean {
  return one === other;
}
