import { explainValue } from "./explain.ts";
import { mark } from "./mark.ts";
import type { AttributePlan } from "./plan.ts";
import { answerError, callerError } from "./refusal.ts";
import type { Target } from "./target.ts";

/** Wraps a getter so that each read checks the value. */
export function wrapGetter(
  original: () => unknown,
  attribute: AttributePlan,
  target: Target,
): () => unknown {
  const { value: checker, label } = attribute;
  return mark(
    function (this: unknown): unknown {
      const value: unknown = original.call(this);
      if (checker.test(value)) return value;
      const violations = explainValue(checker, value, "attribute", label, label);
      throw answerError(target, attribute, `read ${target.className}.${label}`, violations);
    },
    original,
    target.plan,
  );
}

/** Wraps a setter so that each write checks the value first. */
export function wrapSetter(
  original: (value: unknown) => void,
  attribute: AttributePlan,
  target: Target,
): (value: unknown) => void {
  const { value: checker, label } = attribute;
  const wrapper = mark(
    function (this: unknown, value: unknown): void {
      if (checker.test(value)) return original.call(this, value);
      const violations = explainValue(checker, value, "attribute", label, label);
      const action = `write ${target.className}.${label}`;
      throw callerError(target, attribute, action, violations, wrapper);
    },
    original,
    target.plan,
  );
  return wrapper;
}
