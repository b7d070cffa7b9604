import type { MethodPlan } from "../../plan/plan.ts";

/** Says that an argument is missing, or stands in the place of another one. */
export function argumentHint(
  { names, params }: MethodPlan,
  args: ArrayLike<unknown>,
  index: number,
): string | undefined {
  const count = names.length;
  if (index >= args.length) {
    const hint = `pass ${count} ${count === 1 ? "argument" : "arguments"}`;
    const list = `${hint}: ${names.join(", ")}`;
    return index > args.length ? undefined : list.length > 70 ? hint : list;
  }
  const fits = (at: number, from: number) => from < args.length && params[at]!.test(args[from]);
  const other = params.findIndex((_, at) =>
    at !== index && !fits(at, at) && fits(at, index) && fits(index, at)
  );
  if (other === -1) return undefined;
  const [first, second] = [index, other].sort((a, b) => a - b) as [number, number];
  return `swap ${names[first]} and ${names[second]}`;
}
