import { checkKeys, formatValue } from "../_internal/check_option.ts";
import { didYouMean } from "../_internal/did_you_mean.ts";
import { checkMode, type Mode } from "./plan/mode.ts";
import type { ContractPlan } from "./plan/plan.ts";

/** Sets the mode of a contract or of a member; see `Contract.setMode`. */
export function setMode(
  plan: ContractPlan,
  mode: Mode | undefined,
  options: { readonly member?: PropertyKey } = {},
): Disposable {
  const action = `set the mode of contract "${plan.id}"`;
  checkKeys(action, options, ["member"]);
  checkMode(action, mode);
  const { member } = options;
  if (member === undefined) return plan.modes.set(mode);
  const handles = labelsOf(plan, member, action).map((label) => plan.modes.set(mode, label));
  return { [Symbol.dispose]: () => handles.forEach((handle) => handle[Symbol.dispose]()) };
}

function labelsOf({ lineage }: ContractPlan, key: PropertyKey, action: string): string[] {
  const all = lineage.flatMap(({ members, statics }) => [...members, ...statics]);
  const labels = all.filter((member) => member.key === key).map(({ label }) => label);
  if (labels.length > 0) return [...new Set(labels)];
  const names = all.map((member) => String(member.key));
  const guess = didYouMean(String(key), names);
  const hint = guess === undefined ? `its members are ${names.join(", ")}` : `use "${guess}"`;
  throw new TypeError(`Cannot ${action} as it has no member ${formatValue(key)}: ${hint}`);
}
