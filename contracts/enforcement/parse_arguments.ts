import type { MethodPlan } from "../plan/plan.ts";

/** Puts the output of schemas in place of the arguments that are to be parsed. */
export function parseArguments(
  clauses: readonly MethodPlan[],
  args: ArrayLike<unknown>,
): readonly unknown[] {
  const passed = Array.from(args);
  for (const { params, parses } of clauses) {
    parses.forEach((isParsed, index) => {
      if (!isParsed || index >= passed.length) return;
      const output = params[index]!.parse?.(passed[index]);
      if (output !== undefined && "value" in output) passed[index] = output.value;
    });
  }
  return passed;
}
