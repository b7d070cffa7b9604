/**
 * Five modules for pipelines that must not lose anything, each useful alone:
 *
 * - {@linkcode streams}: a webhook's JSON, transformed, to a database *and* a message queue.
 * - {@linkcode scope}: who holds which resource, and how it is released.
 * - {@linkcode contracts}: what a class must look like, checked and registered upon definition.
 * - {@linkcode lazy}: collections that compute on demand, page by page.
 * - {@linkcode scheduler}: tasks over workers, with priorities and dependencies.
 *
 * They are namespaces here because names such as `map` mean the same in two of them; most programs
 * import the module they need (`@weir/std/streams`).
 *
 * @example
 * ```ts
 * import { lazy } from "@weir/std";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(lazy.range(0, 1e9).map((x) => x * x).take(3).toArray(), [0, 1, 4]);
 * ```
 *
 * @module
 */
export * as contracts from "./contracts/mod.ts";
export * as lazy from "./lazy/mod.ts";
export * as scheduler from "./scheduler/mod.ts";
export * as scope from "./scope/mod.ts";
export * as streams from "./streams/mod.ts";
