import type { Queue } from "../streams/mod.ts";
import { registerCases, type Subject, type SuiteOptions } from "./conformance.ts";
import { consumeCases } from "./_queue_consume_cases.ts";
import { publishCases } from "./_queue_publish_cases.ts";

/**
 * Registers the conformance suite of queues: what the contract `Queue` promises, as tests. Every
 * queue of this package runs it; a queue of your own passes it before a pipeline can rely on it.
 *
 * @example A queue of your own
 * ```ts ignore
 * import { queueSuite } from "@weir/std/testing";
 *
 * queueSuite("myQueue", async () => {
 *   const broker = await startBroker();
 *   return {
 *     open: async () => myQueue(broker.url, "jobs"),
 *     [Symbol.asyncDispose]: () => broker.stop(),
 *   };
 * }, { register: (name, run) => Deno.test(name, run) });
 * ```
 *
 * @param name Name of the implementation; it stands in the name of each test.
 * @param setup Makes an empty queue for one test. What is opened on it holds the same messages; it
 * is disposed of after all of them were closed.
 * @param options How tests are registered.
 */
export function queueSuite(
  name: string,
  setup: () => Promise<Subject<Queue>>,
  options: SuiteOptions,
): void {
  registerCases("Queue", name, [...publishCases, ...consumeCases], setup, options.register);
}
