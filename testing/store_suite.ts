import type { Store } from "../streams/mod.ts";
import { registerCases, type Subject, type SuiteOptions } from "./conformance.ts";
import { aggregateCases } from "./_store_aggregate_cases.ts";
import { commitCases } from "./_store_commit_cases.ts";
import { rowCases } from "./_store_row_cases.ts";

/**
 * Registers the conformance suite of stores: what the contract `Store` promises, as tests. Every
 * store of this package runs it; a store of your own passes it before a pipeline can rely on it.
 *
 * @example A store of your own
 * ```ts ignore
 * import { storeSuite } from "@weir/std/testing";
 *
 * storeSuite("myStore", async () => {
 *   const database = await createDatabase();
 *   return {
 *     open: async () => myStore(database.url),
 *     [Symbol.asyncDispose]: () => database.drop(),
 *   };
 * }, { register: (name, run) => Deno.test(name, run) });
 * ```
 *
 * @param name Name of the implementation; it stands in the name of each test.
 * @param setup Makes an empty database for one test. Stores that are opened on it see each other's
 * writes; it is disposed of after all of them were closed.
 * @param options How tests are registered.
 */
export function storeSuite(
  name: string,
  setup: () => Promise<Subject<Store>>,
  options: SuiteOptions,
): void {
  const cases = [...commitCases, ...aggregateCases, ...rowCases];
  registerCases("Store", name, cases, setup, options.register);
}
