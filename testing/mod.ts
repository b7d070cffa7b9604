/**
 * The public test kit: what the package's own tests stand on, for yours.
 *
 * - {@linkcode ManualClock} moves time by hand, so that tests never sleep.
 * - {@linkcode storeSuite} and {@linkcode queueSuite} test whether a store or a queue keeps the
 *   promises of its contract; a stranger's runs the same suite as the package's own.
 * - {@linkcode conformance} tests whether a class keeps a contract of yours, made from the examples
 *   and the bounds of that contract.
 *
 * Runs wherever the module under test runs: Deno, Node and browsers.
 *
 * @example
 * ```ts
 * import { ManualClock } from "@weir/std/testing";
 * import assert from "node:assert/strict";
 *
 * const clock = new ManualClock();
 * clock.advance(1_500);
 * assert.equal(clock.now(), 1_500);
 * ```
 *
 * @module
 */

// Time
export type { Clock, Timer } from "../_internal/clock.ts";
export { ManualClock } from "./manual_clock.ts";

// Conformance suites
export type { RegisterTest, Subject, SuiteOptions } from "./conformance.ts";
export { storeSuite } from "./store_suite.ts";
export { queueSuite } from "./queue_suite.ts";
export { conformance, type ConformanceOptions } from "./contract_suite.ts";
