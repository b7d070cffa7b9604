import { ContractError } from "../errors.ts";
import type { MethodPlan } from "../plan/plan.ts";
import type { LazySite } from "../report/call_site.ts";
import type { Ruling } from "./judge.ts";
import type { CheckedMember } from "./checked_member.ts";

/** A function that a user calls; the places in an error start above it. */
export type Above = (...args: never[]) => unknown;

/** The error of a ruling about a call or a write; `above` is what was called. */
export function callError(
  slot: CheckedMember,
  ruling: Ruling,
  action: string,
  above: Above,
  caller: LazySite | "above" = "above",
): ContractError {
  return rulingError(slot, ruling, action, above, caller);
}

/** The error of a ruling about an answer, which may come when the call is long over. */
export function answerError(slot: CheckedMember, ruling: Ruling, action: string): ContractError {
  return rulingError(slot, ruling, action, answerError);
}

function rulingError(
  { host: { className, site } }: CheckedMember,
  ruling: Ruling,
  action: string,
  above: Above,
  caller?: LazySite | "above",
): ContractError {
  const { blame, clauses, violations } = ruling;
  const plans = [...new Set(clauses.map(({ plan }) => plan))];
  return new ContractError({
    action,
    contracts: plans.map((plan) => ({ label: plan.label, site: plan.site() })),
    className,
    member: clauses[0]!.label,
    blame,
    violations,
    sites: { method: site() },
    ...(caller && { caller }),
    ...("cause" in ruling && { cause: ruling.cause }),
  }, above);
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
  const switches = clauses.map(({ plan, label }) => {
    const modes = slot.modesOf(plan, label);
    return { modes, mode: modes.of(label) };
  });
  if (switches.some(({ mode }) => mode === "enforce")) return error;
  switches.find(({ mode }) => mode === "report")?.modes.report(error);
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
