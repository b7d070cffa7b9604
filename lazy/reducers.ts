/**
 * What `aggregate` makes of the items of a sequence, all in one pass. A reducer holds no state and can
 * be used again; what its callbacks return is not awaited.
 *
 * @module
 */

// Counts and tests
export { count, countDistinct, every, some } from "./reducers/counting.ts";

// Numbers
export { mean, standardDeviation, sum, variance } from "./reducers/statistics.ts";
export type { VarianceOptions } from "./reducers/statistics.ts";

// Extremes
export { max, maxBy, min, minBy } from "./reducers/extremes.ts";

// Items
export { first, join, last, toArray, toSet } from "./reducers/collecting.ts";

// Of other reducers, of a function
export { by } from "./reducers/by.ts";
export { reduce } from "./reducers/reduce.ts";
export type { Reducer, ReducerRun } from "./reducers/reducer.ts";
