import type { Contract, MemberDescription } from "../contracts/mod.ts";
import { attributeCases } from "./_contract_attributes.ts";
import { type ContractCase, type ContractTrial, tryWith } from "./_contract_trial.ts";
import { methodCases } from "./_contract_methods.ts";
import type { SuiteOptions } from "./conformance.ts";

/** How {@linkcode conformance} is run. */
export interface ConformanceOptions extends SuiteOptions {
  /** Name of the implementation; it stands in the name of each test. @default {the class name} */
  readonly name?: string;
  /**
   * Whether a member may throw this for arguments that the contract accepts. Errors of examples are
   * never allowed.
   *
   * @default {every error that is no TypeError and no ReferenceError}
   */
  readonly mayThrow?: (error: unknown, member: MemberDescription) => boolean;
}

/**
 * Registers tests of whether an implementation keeps a contract, made from what the contract says:
 * the examples, and values at the bounds of its schemas. For each member: examples are answered as
 * they say; whatever the schemas accept is answered as promised, item by item for generators, and
 * leaves the object in a state that keeps the contract; whatever they refuse is told the caller, if
 * the class implements the contract. Works for every object that looks like a `T`.
 *
 * @example The tests of a stack
 * ```ts
 * import { contract, integer } from "@weir/std/contracts";
 * import { conformance } from "@weir/std/testing";
 *
 * interface Stack {
 *   push(item: number): number;
 * }
 * const Stack = contract<Stack>("app.Stack", {
 *   members: {
 *     push: {
 *       params: [["item", integer()]],
 *       returns: integer({ min: 1 }),
 *       examples: [{ args: [7], returns: 1 }],
 *     },
 *   },
 * });
 *
 * class ArrayStack {
 *   static { Stack.implement(this); }
 *   #items: number[] = [];
 *   push(item: number) {
 *     return this.#items.push(item);
 *   }
 * }
 *
 * const tests: [string, () => Promise<void>][] = [];
 * conformance(Stack, () => new ArrayStack(), {
 *   register: (name, run) => tests.push([name, run]), // or Deno.test(name, run)
 * });
 * for (const [, run] of tests) await run();
 * ```
 *
 * @param contract What is to be kept.
 * @param factory Makes a new object for each trial; it is disposed of afterwards, if it can be.
 * @param options How tests are registered.
 */
export function conformance<T extends object, S>(
  contract: Contract<T, S>,
  factory: () => T | Promise<T>,
  options: ConformanceOptions,
): void {
  const { register, name = "", mayThrow = isExpected } = options;
  const trial: ContractTrial = { contract, factory, mayThrow };
  const cases: ContractCase[] = [
    { name: "looks like the contract", run: () => tryWith(trial, contract.assert) },
    ...contract.members.flatMap((member) =>
      member.form === "method" ? methodCases(trial, member) : attributeCases(trial, member)
    ),
  ];
  const subject = name === "" ? contract.id : `${contract.id} (${name})`;
  for (const each of cases) register(`${subject} ${each.name}`, each.run);
}

/** A program that meets what it was not written for; all else may be part of its job. */
function isExpected(error: unknown): boolean {
  return !(error instanceof TypeError || error instanceof ReferenceError);
}
