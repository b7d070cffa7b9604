import type { Difference } from "./compare.ts";
import type { Pipeline } from "./pipeline.ts";
import { nameOfOther, nameOfStep } from "./run_reference.ts";
import type { SourceRecipe } from "./steps/step.ts";
import { stepKinds } from "./steps/steps.ts";
import { terminalKinds } from "./terminals/terminals.ts";

/** Writes a pipeline as code. */
export function describePipeline({ source, steps, driver, ...rest }: Pipeline): string {
  const sourceCode = ({ kind, items }: SourceRecipe, name: string) =>
    `${name} /* ${kind} [${items}] */`;
  const operators = steps.map((recipe, index) => {
    const kind = stepKinds[recipe.op]!;
    const others = recipe.others.map((other, at) => sourceCode(other, nameOfOther(index, at)));
    const args = [...others, kind.code(recipe, nameOfStep(recipe.op, index))].filter(Boolean);
    return `.${kind.method ?? recipe.op}(${args.join(", ")})`;
  });
  const terminal = terminalKinds[driver.name];
  const last = terminal === undefined
    ? ` // ${driver.name} ${driver.n} ${driver.m}`
    : `.${terminal.method ?? driver.name}(${terminal.code(driver)})`;
  const { isAsync, runs, delays, faults } = rest;
  const notes = [
    runs > 1 && `run ${runs} times`,
    isAsync && `delays ${delays.map(Number).join("")}`,
    faults.failAt.length > 0 && `acts that fail: ${faults.failAt}`,
    faults.abortAt !== undefined && `aborted in act ${faults.abortAt}`,
    rest.compiled !== undefined && `the first ${rest.compiled} operators are compiled`,
    faults.isCompareFailing && "the comparator fails",
  ].filter(Boolean);
  const begin = `${isAsync ? "asyncSeq" : "seq"}(${sourceCode(source, "source")})`;
  return [begin, ...operators.map((text) => `  ${text}`), `  ${last}`]
    .concat(notes.length > 0 ? [`  // ${notes.join("; ")}`] : []).join("\n");
}

/** Writes down what differs, side by side from the first difference on. */
export function describeDifference({ expected, observed }: Difference): string {
  const lines: string[] = ["expected".padEnd(48) + "observed"];
  for (let at = 0; at < Math.max(expected.length, observed.length); at++) {
    const [left = "(nothing)", right = "(nothing)"] = [expected[at], observed[at]];
    lines.push(`${left === right ? "  " : "! "}${left.padEnd(46)}${right}`);
  }
  return lines.join("\n");
}
