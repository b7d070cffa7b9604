import type { Mode, ModeSwitch } from "./mode.ts";
import { type ContractPlan, derives } from "./plan.ts";

const STRICTNESS: Readonly<Record<Mode, number>> = { off: 0, report: 1, enforce: 2 };

/**
 * The switch that says how much is done about a contract where several are kept: that of the contract
 * that extends it last; of several the strictest.
 */
export function modesFor(
  plan: ContractPlan,
  kept: readonly ContractPlan[],
  label?: string,
): ModeSwitch {
  if (kept.length === 1 && kept[0] === plan) return plan.modes;
  const speaking = kept.filter((one) => one.lineage.includes(plan));
  const [first, ...others] = speaking
    .filter((one) => !speaking.some((other) => derives(other, one)))
    .map(({ modes }) => modes);
  return others.reduce(
    (a, b) => STRICTNESS[b.of(label)] > STRICTNESS[a.of(label)] ? b : a,
    first ?? plan.modes,
  );
}
