import type { MethodPlan } from "../plan/plan.ts";

/** Puts the output of schemas in place of the arguments that are to be parsed. */
export function parseArguments(
  clauses: readonly MethodPlan[],
  args: ArrayLike<unknown>,
): readonly unknown[] {
  const passed = Array.from(args);
  const parsed = new Set<number>();
  for (const { params, parses } of clauses) {
    parses.forEach((isParsed, index) => {
      // What one contract has made of it is not to be made anew by the one that it extends.
      if (!isParsed || parsed.has(index)) return;
      const output = params[index]!.parse?.(passed[index]);
      if (output === undefined || output.problems !== undefined) return;
      parsed.add(index);
      // An argument that was left out stays left out, unless the schema has a default for it.
      if (index < passed.length || output.value !== undefined) passed[index] = output.value;
    });
  }
  return passed;
}
