import { formatValue } from "../../_internal/check_option.ts";
import type { RegistryEntry } from "./registry_entry.ts";

/** What a module exports. */
export type LoadedModule = Readonly<Record<string, unknown>>;

/** A module that was imported to its end. */
export interface FoundModule {
  /** Its address. */
  readonly url: string;
  /** What it has registered, best first per contract; empty for a module that registers nothing. */
  readonly entries: readonly RegistryEntry[];
  /** What it exports. */
  readonly module: LoadedModule;
}

/** A module that was not imported to its end; nothing of it is registered. */
export interface FailedModule {
  /** Its address. */
  readonly url: string;
  /** What it threw, or why it could not be imported. */
  readonly error: unknown;
}

/** What became of modules that were to be discovered, in the order of their addresses. */
export interface Discovery {
  /** Those that were imported. */
  readonly found: readonly FoundModule[];
  /** Those that failed. */
  readonly failed: readonly FailedModule[];
}

/**
 * Writes what became of modules: a line of numbers, and one for each that failed or registered
 * nothing.
 *
 * @example
 * ```ts
 * import { formatDiscovery, Registry } from "@weir/std/contracts";
 * import assert from "node:assert/strict";
 *
 * const result = await new Registry().discover(["data:text/javascript,throw new Error('broken')"]);
 * assert.equal(
 *   formatDiscovery(result),
 *   "0 modules found with 0 entries, 1 failed\n" +
 *     "  failed:  data:text/javascript,throw new Error('broken'): Error: broken",
 * );
 * ```
 */
export function formatDiscovery({ found, failed }: Discovery): string {
  const entries = found.reduce((sum, { entries }) => sum + entries.length, 0);
  const counts = `${count(found.length, "module", "modules")} found with ` +
    `${count(entries, "entry", "entries")}, ${failed.length} failed`;
  const empty = found.filter(({ entries }) => entries.length === 0);
  return [
    counts,
    ...failed.map(({ url, error }) => `  failed:  ${url}: ${describe(error)}`),
    ...empty.map(({ url }) => `  nothing: ${url}`),
  ].join("\n");
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : formatValue(error);
}
