import { runSync } from "npm:effect@4.1.0/Effect";
import { filter, fromArray, map, runCollect, runFold, take } from "npm:effect@4.1.0/Stream";
import type { Implementation } from "../shapes.ts";

/** Streams of Effect, run at once. */
export const shapes: Implementation = {
  filterMapReduce: (items, keep, replace, add, initial) =>
    runSync(
      fromArray(items).pipe(filter(keep), map(replace), runFold(() => initial, add)),
    ),
  mapFilterTake: (items, replace, keep, count) =>
    runSync(
      fromArray(items).pipe(map(replace), filter(keep), take(count), runCollect),
    ),
  mapToArray: (items, replace) => runSync(fromArray(items).pipe(map(replace), runCollect)),
};
