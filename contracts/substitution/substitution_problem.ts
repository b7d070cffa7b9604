import { preview } from "../report/preview.ts";
import { formatPath } from "../violation.ts";
import type { Counterexample } from "./counterexample.ts";

/** One reason why a member cannot stand in for that of its parent. */
export interface SubstitutionProblem extends Spot {
  /** Where the difference is: the name, then keys inward. */
  readonly path: readonly PropertyKey[];
  /** The value that shows it, where it is about values. */
  readonly counterexample?: Counterexample;
  /** What the parent asks for, as it stands behind "expected". */
  readonly expected: string;
  /** What the child has, as it stands behind "received". */
  readonly received: string;
  /** What to do about it. */
  readonly hint: string;
  /** All of it in one sentence. */
  readonly message: string;
}

/** The part of a member that a problem is about. */
export interface Spot {
  /** What kind of part it is. */
  readonly where: "parameter" | "result" | "attribute" | "arity" | "kind";
  /** Name of the parameter, or `result`, `item`, `value`; empty for the member as a whole. */
  readonly name: string;
  /** Position of the parameter; -1 for all else. */
  readonly index: number;
}

/** The child refuses a value that the parent accepts. */
export function refusal(
  spot: Spot,
  counterexample: Counterexample,
  parent: string,
): SubstitutionProblem {
  const { value, path, expected, received } = counterexample;
  const whole = [spot.name, ...path];
  return {
    ...spot,
    path: whole,
    counterexample,
    expected: `to accept ${preview(received)}, as "${parent}" does`,
    received: expected,
    hint: "accept at least what the parent accepts",
    message: `${label(spot)}${show(value)} is accepted by "${parent}" and refused here` +
      `${place(whole)}: expected ${expected}`,
  };
}

/** The child allows a value that the parent rules out. */
export function excess(
  spot: Spot,
  counterexample: Counterexample,
  parent: string,
): SubstitutionProblem {
  const { value, path, expected, received } = counterexample;
  const whole = [spot.name, ...path];
  return {
    ...spot,
    path: whole,
    counterexample,
    expected: `${expected}, as "${parent}" promises`,
    received: `a schema that allows ${preview(received)}`,
    hint: "allow at most what the parent allows",
    message: `${label(spot)}${show(value)} is allowed here and ruled out by "${parent}"` +
      `${place(whole)}: expected ${expected}`,
  };
}

/** The child differs in something else than values. */
export function mismatch(
  spot: Spot,
  expected: string,
  received: string,
  hint: string,
): SubstitutionProblem {
  const path = spot.name === "" ? [] : [spot.name];
  const message = `${label(spot)}expected ${expected}, received ${received}`;
  return { ...spot, path, expected, received, hint, message };
}

function label({ where, name }: Spot): string {
  if (name === "") return "";
  return where === "parameter" || where === "arity" ? `parameter "${name}": ` : `${name}: `;
}

/** The value without its type, which the sentence has no need of. */
function show(value: unknown): string {
  return preview(value).replace(/ \((?:\w+|array of \d+)\)$/, "");
}

function place(path: readonly PropertyKey[]): string {
  return path.length === 1 ? "" : ` at ${formatPath(path)}`;
}
