import { ContractError } from "../errors.ts";
import type { ModeSwitch } from "../plan/mode.ts";
import type { MethodPlan } from "../plan/plan.ts";
import type { LazySite } from "../report/call_site.ts";
import type { ContractReport, ReportContract } from "../report/report.ts";
import type { Blame, Violation } from "../violation.ts";
import type { Ruling } from "./judge.ts";
import type { CheckedMember } from "./checked_member.ts";

/** A function that a user calls; the places in an error start above it. */
export type Above = (...args: never[]) => unknown;

/** Says what could not be done, when somebody asks: it follows the word "Cannot". */
export type Action = () => string;

/** The error of a ruling about a call or a write; `above` is what was called. */
export function callError(
  slot: CheckedMember,
  ruling: Ruling,
  action: Action,
  above: Above,
  caller: LazySite | "above" = "above",
): ContractError {
  return new ContractError(new RulingReport(slot, ruling, action, caller), above);
}

/** The error of a ruling about an answer, which may come when the call is long over. */
export function answerError(slot: CheckedMember, ruling: Ruling, action: Action): ContractError {
  return new ContractError(new RulingReport(slot, ruling, action), answerError);
}

/** What an error says of a ruling, worked out when it is read: most errors are only caught. */
class RulingReport implements ContractReport {
  readonly #slot: CheckedMember;
  readonly #ruling: Ruling;
  readonly #action: Action;
  declare readonly caller?: LazySite | "above";
  declare readonly cause?: unknown;

  constructor(
    slot: CheckedMember,
    ruling: Ruling,
    action: Action,
    caller?: LazySite | "above",
  ) {
    this.#slot = slot;
    this.#ruling = ruling;
    this.#action = action;
    if (caller !== undefined) this.caller = caller;
    if ("cause" in ruling) this.cause = ruling.cause;
  }

  get action(): string {
    return this.#action();
  }

  get contracts(): readonly ReportContract[] {
    const plans = new Set(this.#ruling.clauses.map(({ plan }) => plan));
    return Array.from(plans, ({ label, site }) => ({ label, site: site() }));
  }

  get className(): string {
    return this.#slot.host.className;
  }

  get member(): string {
    return this.#ruling.clauses[0]!.label;
  }

  get blame(): Blame {
    return this.#ruling.blame;
  }

  get violations(): readonly Violation[] {
    return this.#ruling.violations;
  }

  get sites(): ContractReport["sites"] {
    return { method: this.#slot.host.site() };
  }
}

/**
 * Returns the error if it is to be thrown. Where all contracts that it speaks of only report, a
 * listener hears of it instead; where all are off, nobody: a wrapper that somebody has kept, such as
 * a spy, still comes here.
 */
export function enforced(
  slot: CheckedMember,
  error: ContractError,
  { clauses }: Ruling,
): ContractError | undefined {
  let listening: ModeSwitch | undefined;
  for (const { plan, label } of clauses) {
    const modes = slot.modesOf(plan, label);
    const mode = modes.of(label);
    if (mode === "enforce") return error;
    if (mode === "report") listening ??= modes;
  }
  listening?.report(error);
  return undefined;
}

/** Names a method of a class: `MemoryStore.save(order, retries)`. */
export function callName(slot: CheckedMember, { signature }: MethodPlan): string {
  return memberName(slot, { label: signature });
}

/** Names a member of a class: `MemoryStore.size`, `static MemoryStore.open`. */
export function memberName(
  { host: { className } }: CheckedMember,
  { label }: { readonly label: string },
): string {
  const name = label.replace(/^static /, "");
  return name === label ? `${className}.${label}` : `static ${className}.${name}`;
}
