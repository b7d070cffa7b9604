import { ContractError } from "../errors.ts";
import { captureSite } from "../report/call_site.ts";
import type { Violation } from "../violation.ts";
import type { MemberPlan, MethodPlan } from "./plan.ts";
import type { Target } from "./target.ts";

/** The error of a call or a write that the caller got wrong; `above` is what was called. */
export function callerError(
  target: Target,
  member: MemberPlan,
  action: string,
  violations: readonly Violation[],
  above: (...args: never[]) => unknown,
): ContractError {
  const { plan, className, site } = target;
  return new ContractError({
    action,
    contract: plan.label,
    className,
    member: member.label,
    blame: "caller",
    violations,
    sites: { caller: captureSite(above)(), method: site(), contract: plan.site() },
  }, above);
}

/** The error of a method or getter whose answer does not keep the contract. */
export function answerError(
  target: Target,
  member: MemberPlan,
  action: string,
  violations: readonly Violation[],
): ContractError {
  const { plan, className, site } = target;
  return new ContractError({
    action,
    contract: plan.label,
    className,
    member: member.label,
    blame: "implementation",
    violations,
    sites: { method: site(), contract: plan.site() },
  }, answerError);
}

/** Names a method of a class: `MemoryStore.save(order, retries)`. */
export function callName(target: Target, method: MethodPlan): string {
  return method.label.startsWith("static ")
    ? `static ${target.className}.${method.signature.slice("static ".length)}`
    : `${target.className}.${method.signature}`;
}
