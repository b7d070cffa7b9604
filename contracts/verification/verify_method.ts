import { fitsKind, kindHint, kindWords, writtenKind } from "../plan/method_kind.ts";
import type { MethodPlan } from "../plan/plan.ts";
import { preview } from "../report/preview.ts";
import { hinted, type Violation } from "../violation.ts";

/** Lists what is wrong with a method before it is called: it, its kind, and how much it asks for. */
export function verifyMethod(
  found: PropertyDescriptor | undefined,
  method: MethodPlan,
  missing?: () => string | undefined,
): Violation[] {
  const { label, kind, names, signature } = method;
  const at = { member: label, path: [label] };
  const expected = `${kindWords(kind)} ${signature}`;
  if (found === undefined) {
    if (method.optional) return [];
    return [hinted({ ...at, kind: "missing", expected, received: "nothing" }, missing?.())];
  }
  const { value, get, set } = found;
  if (typeof value !== "function") {
    if (value === undefined && method.optional && get === undefined) return [];
    const isAccessor = get !== undefined || set !== undefined;
    const received = isAccessor ? "an accessor" : preview(value);
    const hint = `turn the ${isAccessor ? "accessor" : "field"} "${label}" into a method`;
    return [{ ...at, kind: "kind", expected, received, hint }];
  }
  const violations: Violation[] = [];
  const written = writtenKind(value);
  if (!fitsKind(written, kind)) {
    const received = kindWords(written);
    violations.push({ ...at, kind: "kind", expected, received, hint: kindHint(written, kind) });
  }
  if (value.length > names.length) violations.push(arityViolation(value.length, method, at));
  return violations;
}

function arityViolation(
  received: number,
  { names }: MethodPlan,
  at: { member: string; path: string[] },
): Violation {
  const plural = names.length === 1 ? "parameter" : "parameters";
  const list = names.length === 0 ? "" : ` (${names.join(", ")})`;
  const extra = Array.from({ length: received - names.length }, (_, i) => names.length + 1 + i);
  return {
    ...at,
    kind: "arity",
    expected: `at most ${names.length} required ${plural}${list}`,
    received: String(received),
    hint: extra.length === 1
      ? `give parameter ${extra[0]} a default value`
      : `give parameters ${extra.join(" and ")} default values`,
  };
}
