import type { MethodPlan } from "../plan/plan.ts";

/** Puts the output of schemas in place of the arguments that are to be parsed. */
export function parseArguments(
  clauses: readonly MethodPlan[],
  args: ArrayLike<unknown>,
): readonly unknown[] {
  const passed = Array.from(args);
  for (const { params, parses } of clauses) {
    parses.forEach((isParsed, index) => {
      if (!isParsed) return;
      const parsed = params[index]!.parse?.(passed[index]);
      if (parsed === undefined || parsed.problems !== undefined) return;
      // An argument that was left out stays left out, unless the schema has a default for it.
      if (index < passed.length || parsed.value !== undefined) passed[index] = parsed.value;
    });
  }
  return passed;
}
