import { type ContractReport, formatReport, type ReportSites } from "./report/report.ts";
import type { Blame, Violation } from "./violation.ts";

/**
 * A class, a call or a value does not keep its contract. The message lists the problems with what
 * was expected and received, and the places of all parties; the properties hold the same as data.
 *
 * @example Answering a bad call with its problems
 * ```ts
 * import { contract, ContractError, integer } from "@weir/std/contracts";
 * import assert from "node:assert/strict";
 *
 * interface Counter {
 *   add(step: number): void;
 * }
 * const Counter = contract<Counter>("app.Counter", {
 *   members: { add: { params: [["step", integer({ min: 1 })]] } },
 * });
 * class Tally {
 *   static { Counter.implement(this); }
 *   add(_step: number) {}
 * }
 *
 * try {
 *   new Tally().add(0.5);
 *   assert.fail("must not accept 0.5");
 * } catch (error) {
 *   assert.ok(error instanceof ContractError);
 *   assert.equal(error.blame, "caller");
 *   assert.deepEqual(error.violations.map((violation) => violation.path), [["step"]]);
 *   assert.match(error.message, /step {2}expected integer >= 1, received 0.5 \(number\)/);
 * }
 * ```
 */
export class ContractError extends TypeError {
  /** Always `"ContractError"`, also when two copies of this package are loaded. */
  override readonly name = "ContractError";
  readonly #report: ContractReport;

  #violations: readonly Violation[] | undefined;

  /**
   * Keeps a report; the message is written from it when it is read for the first time. `above` is the
   * function whose caller the stack starts at.
   */
  constructor(report: ContractReport, above?: (...args: never[]) => unknown) {
    super(undefined, "cause" in report ? { cause: report.cause } : undefined);
    this.#report = report;
    // The stack was taken before `name` was set, and starts inside this module.
    Error.captureStackTrace?.(this, above ?? ContractError);
  }

  static {
    // To find the place of the caller costs more than everything else about an error, and many a
    // refused call is answered without its message. Once it is there, it is a property like any other.
    const define = (error: ContractError, value: string) =>
      Object.defineProperty(error, "message", { value, writable: true, configurable: true });
    Object.defineProperty(this.prototype, "message", {
      configurable: true,
      get(this: ContractError) {
        const message = formatReport(this.#report);
        define(this, message);
        return message;
      },
      set(this: ContractError, message: string) {
        define(this, message);
      },
    });
  }

  /**
   * What is wrong, in the order of the contract; never empty, and frozen. Of one value a hundred
   * violations at most, the last of which says how many `more` there are.
   */
  get violations(): readonly Violation[] {
    return this.#violations ??= frozen(this.#report.violations);
  }

  /** The contract as `id@version`, or `id` for one without a version; of several the first. */
  get contract(): string {
    return this.#report.contracts[0]!.label;
  }

  /** All contracts that are not kept, as `id@version`; a member may be part of several. */
  get contracts(): readonly string[] {
    return this.#report.contracts.map(({ label }) => label);
  }

  /** Name of the class that implements the contract, or should. */
  get className(): string {
    return this.#report.className;
  }

  /** Who has to change something. */
  get blame(): Blame {
    return this.#report.blame;
  }

  /** Where the parties stand in source code, as far as the platform tells. */
  get sites(): ReportSites {
    const { caller, sites, contracts } = this.#report;
    return { ...(caller && { caller: caller() }), ...sites, contract: contracts[0]!.site };
  }

  /**
   * Returns the error as plain data, for logs and for crossing to another thread; symbols in paths
   * are written as text. The error itself crosses with its message only if that was read before.
   */
  toJSON(): {
    name: string;
    message: string;
    contract: string;
    contracts: readonly string[];
    className: string;
    blame: Blame;
    violations: readonly Violation[];
    sites: ReportSites;
  } {
    const { name, message, contract, contracts, className, blame, sites } = this;
    const violations = this.violations.map((violation) => ({
      ...violation,
      path: violation.path.map((key) => typeof key === "symbol" ? String(key) : key),
    }));
    return { name, message, contract, contracts, className, blame, violations, sites };
  }
}

function frozen(violations: readonly Violation[]): readonly Violation[] {
  return Object.freeze(violations.map((violation) => {
    return Object.freeze({ ...violation, path: Object.freeze([...violation.path]) });
  }));
}

/** Why a {@linkcode RegistryError} was thrown. */
export type RegistryErrorReason =
  | "missing"
  | "duplicate"
  | "unloaded"
  | "load_failed"
  | "mismatch"
  | "disposed";

/**
 * A registry has no class that fits a question, a name in it is taken, or a lazy entry does not
 * bring the class that it promised. The message says what is registered, and which name was
 * probably meant.
 *
 * @example Falling back when nothing is registered
 * ```ts
 * import { contract, RegistryError } from "@weir/std/contracts";
 * import assert from "node:assert/strict";
 *
 * interface Job {
 *   run(): void;
 * }
 * const Job = contract<Job>("app.Job", { members: { run: { params: [] } } });
 *
 * try {
 *   Job.get({ name: "report" });
 *   assert.fail("must not find it");
 * } catch (error) {
 *   assert.ok(error instanceof RegistryError && error.reason === "missing");
 *   assert.match(error.message, /nothing is registered/);
 * }
 * ```
 */
export class RegistryError extends Error {
  /** Always `"RegistryError"`, also when two copies of this package are loaded. */
  override readonly name = "RegistryError";
  /**
   * `missing`: nothing fits the question. `duplicate`: the name is taken. `unloaded`: what fits best
   * has to be awaited with `load()`. `load_failed`: loading it threw the `cause`. `mismatch`: what
   * was loaded is not what was promised. `disposed`: the registry is not in use any more.
   */
  readonly reason: RegistryErrorReason;
  /** Id of the contract that was asked for; `undefined` where the question named none. */
  readonly contract: string | undefined;

  /** Creates an error with a finished message. */
  constructor(
    message: string,
    reason: RegistryErrorReason,
    contract?: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.reason = reason;
    this.contract = contract;
  }
}
