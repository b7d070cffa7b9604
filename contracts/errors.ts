import { type CallSite, parseSite } from "./report/call_site.ts";
import { type ContractReport, formatReport, type ReportSites } from "./report/report.ts";
import { type Blame, settled, type Violation } from "./violation.ts";

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
  #site: CallSite | undefined;
  #violations: readonly Violation[] | undefined;

  /**
   * Keeps a report; the message is written from it when it, the stack or the places are read for the
   * first time. `above` is the function whose caller the stack starts at.
   */
  constructor(report: ContractReport, above?: (...args: never[]) => unknown) {
    super(undefined, "cause" in report ? { cause: report.cause } : undefined);
    this.#report = report;
    // The stack was taken before `name` was set, and starts inside this module.
    Error.captureStackTrace?.(this, above ?? ContractError);
    if (STACK !== undefined) Object.defineProperty(this, "stack", STACK);
  }

  static {
    // To find the place of the caller costs more than everything else about an error, and many a
    // refused call is answered without its message. Once written, it is a property like any other.
    const message: PropertyDescriptor & ThisType<ContractError> = {
      configurable: true,
      get() {
        return this.#write();
      },
      set(text: string) {
        define(this, text);
      },
    };
    Object.defineProperty(this.prototype, "message", message);
  }

  #write(): string {
    const { caller } = this.#report;
    // The engine puts the message into the stack, and the message has a line of the stack.
    define(this, "");
    const frames = framesOf(this.stack);
    // Without this function of the engine a stack starts inside of this module.
    const canTell = Error.captureStackTrace !== undefined;
    this.#site = caller !== "above" ? caller?.() : canTell ? parseSite(frames) : undefined;
    const message = formatReport(this.#report, this.#site, this.violations);
    define(this, message);
    this.stack = `${this.name}: ${message}${frames}`;
    return message;
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
    // Where somebody has put another message, the place is not known.
    void this.message;
    const { sites, contracts } = this.#report;
    return { ...(this.#site && { caller: this.#site }), ...sites, contract: contracts[0]!.site };
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

/** Where the engine has functions for the stack of an error: ones that write the message before. */
const STACK: PropertyDescriptor | undefined = stackProperty();

function stackProperty(): PropertyDescriptor | undefined {
  const native = Object.getOwnPropertyDescriptor(new Error(), "stack");
  if (native?.get === undefined) return undefined;
  return {
    ...native,
    get(this: Error) {
      // While the engine writes a stack, one of another error lacks its source maps.
      void this.message;
      return native.get!.call(this);
    },
  };
}

function define(error: ContractError, value: string): void {
  Object.defineProperty(error, "message", { value, writable: true, configurable: true });
}

/** Leaves the error itself out of a stack, which V8 puts first and the others leave out. */
function framesOf(stack: string = ""): string {
  const first = stack.indexOf("\n    at ");
  if (first !== -1) return stack.slice(first);
  return stack.includes("@") ? `\n${stack}` : "";
}

function frozen(violations: readonly Violation[]): readonly Violation[] {
  return Object.freeze(violations.map((violation) => {
    return Object.freeze({ ...settled(violation), path: Object.freeze([...violation.path]) });
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
