import { kindWords } from "../plan/method_kind.ts";
import { type Counterexample, findCounterexample } from "./counterexample.ts";
import {
  type AttributeShape,
  isAttribute,
  type MemberShape,
  type MethodShape,
} from "./member_shape.ts";
import {
  excess,
  mismatch,
  refusal,
  type Spot,
  type SubstitutionProblem,
} from "./substitution_problem.ts";

/**
 * Lists the reasons why a member cannot stand in for that of its parent: parameters have to accept
 * at least what the parent's accept, results must be no more than the parent's are, attributes that
 * can be written must accept the same. For each schema one reason is found at most; none is no proof
 * that there is none.
 *
 * A child may name fewer parameters, as functions may ignore arguments, and more that are optional.
 * Where it names no result, that of the parent goes on.
 *
 * @param name Name of the parent in messages.
 */
export function substitutionProblems(
  parent: MemberShape,
  child: MemberShape,
  name: string,
): SubstitutionProblem[] {
  if (isAttribute(parent) && isAttribute(child)) return attributeProblems(parent, child, name);
  const kind = kindProblems(parent, child, name);
  if (isAttribute(parent) || isAttribute(child)) return kind;
  const params = child.params.flatMap((_, index) => paramProblems(parent, child, index, name));
  // A result means something else in each kind.
  return [...kind, ...params, ...(kind.length > 0 ? [] : resultProblems(parent, child, name))];
}

function kindProblems(
  parent: MemberShape,
  child: MemberShape,
  name: string,
): SubstitutionProblem[] {
  const [expected, received] = [parent, child].map((member) =>
    isAttribute(member) ? "an attribute" : kindWords(member.kind)
  ) as [string, string];
  if (expected === received) return [];
  const hint = isAttribute(parent)
    ? 'describe it with "attribute"'
    : isAttribute(child)
    ? 'describe it with "params"'
    : `say kind: "${parent.kind}"`;
  const spot: Spot = { where: "kind", name: "", index: -1 };
  return [mismatch(spot, `${expected}, as in "${name}"`, received, hint)];
}

function paramProblems(
  parent: MethodShape,
  child: MethodShape,
  index: number,
  name: string,
): SubstitutionProblem[] {
  const mine = child.params[index]!;
  const theirs = parent.params[index];
  const arity: Spot = { where: "arity", name: mine.name, index };
  if (!mine.optional && (theirs === undefined || theirs.optional)) {
    const expected = theirs === undefined
      ? `at most ${countOf(parent)}, as "${name}" has`
      : `an optional parameter, as in "${name}"`;
    return [mismatch(arity, expected, "a required one", "make it optional")];
  }
  if (theirs === undefined) return [];
  const examples = parent.examples?.map(({ args }) => args[index]);
  const found = findCounterexample(theirs.schema, mine.schema, { examples });
  return listed(found, (one) => refusal({ ...arity, where: "parameter" }, one, name));
}

function resultProblems(
  parent: MethodShape,
  child: MethodShape,
  name: string,
): SubstitutionProblem[] {
  if (parent.result === undefined || child.result === undefined) return [];
  const isPlain = parent.kind === "sync" || parent.kind === "async";
  const spot: Spot = { where: "result", name: isPlain ? "result" : "item", index: -1 };
  const examples = child.examples?.filter((call) => "result" in call).map(({ result }) => result);
  const found = findCounterexample(child.result, parent.result, { examples });
  return listed(found, (one) => excess(spot, one, name));
}

function attributeProblems(
  parent: AttributeShape,
  child: AttributeShape,
  name: string,
): SubstitutionProblem[] {
  const spot: Spot = { where: "attribute", name: "value", index: -1 };
  const { examples } = child;
  const read = findCounterexample(child.attribute, parent.attribute, { examples });
  const problems = listed(read, (one) => excess(spot, one, name));
  if (!parent.writable) return problems;
  if (!child.writable) {
    const expected = `an attribute that can be written, as in "${name}"`;
    return [...problems, mismatch(spot, expected, "one that can only be read", "add a setter")];
  }
  const given = { examples: parent.examples };
  const write = findCounterexample(parent.attribute, child.attribute, given);
  return [...problems, ...listed(write, (one) => refusal(spot, one, name))];
}

function countOf({ params }: MethodShape): string {
  return params.length === 1 ? "1 parameter" : `${params.length} parameters`;
}

function listed(
  found: Counterexample | undefined,
  report: (found: Counterexample) => SubstitutionProblem,
): SubstitutionProblem[] {
  return found === undefined ? [] : [report(found)];
}
