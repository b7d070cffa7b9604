import type { AttributeKind, AttributePlan } from "../plan/plan.ts";
import type { Violation } from "../violation.ts";

const WORDS: Readonly<Record<AttributeKind, string>> = {
  any: "an attribute",
  getter: "a getter",
  setter: "a setter",
  accessor: "an accessor with getter and setter",
};

/** What is wrong with the functions of an attribute, if it has to have some. */
export function attributeKindViolation(
  { get, set }: PropertyDescriptor,
  { kind, label }: AttributePlan,
): Violation | undefined {
  const needsGetter = kind === "getter" || kind === "accessor";
  const needsSetter = kind === "setter" || kind === "accessor";
  if (!(needsGetter && get === undefined) && !(needsSetter && set === undefined)) return undefined;
  const received = get !== undefined ? "a getter" : set !== undefined ? "a setter" : "a value";
  const missing = [
    ...needsGetter && get === undefined ? [`get ${label}()`] : [],
    ...needsSetter && set === undefined ? [`set ${label}(value)`] : [],
  ];
  const at = { member: label, path: [label] };
  const hint = `add ${missing.join(" and ")}`;
  return { ...at, kind: "kind", expected: WORDS[kind], received, hint };
}
