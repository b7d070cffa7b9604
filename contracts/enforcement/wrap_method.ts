import { closurePath } from "../generation/closure_path.ts";
import { generatedPath } from "../generation/generated_path.ts";
import type { Method } from "../plan/method_kind.ts";
import type { MethodPlan } from "../plan/plan.ts";
import { createFinish, createRefuse } from "./answers.ts";
import { keepInvariants } from "./invariants.ts";
import { joinClauses, type JoinedClauses } from "./join_clauses.ts";
import { judgeArguments } from "./judge.ts";
import { mark } from "./mark.ts";
import { parseArguments } from "./parse_arguments.ts";
import { type Above, callError, callName, enforced } from "./refusal.ts";
import type { CheckedMember } from "./checked_member.ts";

/**
 * Wraps a method so that each call checks its arguments and what comes back, for all clauses.
 *
 * A class has to be defined quickly and many a method is never called: what stands in its place at
 * first does no more than wait for the first call. That exchanges it for the wrapper proper, for
 * which code is generated where the host allows it. Whoever has kept the first one, as `bind` does,
 * gets a wrapper of their own behind it.
 */
export function wrapMethod(slot: CheckedMember, clauses: readonly MethodPlan[]): Method {
  const original = slot.original.value as Method;
  let isFirst = true;
  let inner: Method | undefined;
  const entry: Method = function (this: unknown, ...args) {
    if (isFirst) {
      isFirst = false;
      inner = checkedMethod(slot, clauses, () => entry);
      const proper: Method = checkedMethod(slot, clauses, () => proper);
      slot.promote(entry, mark(proper, original));
    }
    return Reflect.apply(inner!, this, args);
  };
  return mark(entry, original);
}

function checkedMethod(
  slot: CheckedMember,
  clauses: readonly MethodPlan[],
  above: () => Above,
): Method {
  const original = slot.original.value as Method;
  const joined = joinClauses(clauses);
  const finish = createFinish(slot, clauses, joined.kinds);
  const slow = slowCall(slot, clauses, joined, original, finish, above);
  if (joined.parses) return keepInvariants(slot, joined, withArguments(slow));
  const { params, result, kind } = joined;
  const path = { params, result, kind, original, slow, finish };
  return keepInvariants(slot, joined, generatedPath(path) ?? closurePath(path));
}

/** What happens when arguments are refused, are more than the parameters, or are to be parsed. */
function slowCall(
  slot: CheckedMember,
  clauses: readonly MethodPlan[],
  { kind, parses }: JoinedClauses,
  original: Method,
  finish: ((result: unknown) => unknown) | undefined,
  above: () => Above,
): (self: unknown, args: ArrayLike<unknown>) => unknown {
  const refuse = createRefuse(kind);
  return (self, args) => {
    let passed = args;
    try {
      const ruling = judgeArguments(slot, clauses, self, args);
      if (ruling !== undefined) {
        const action = `call ${callName(slot, clauses[0]!)}`;
        const error = enforced(slot, callError(slot, ruling, action, above()), ruling);
        if (error !== undefined) return refuse(error);
      } else if (parses) passed = parseArguments(clauses, args);
    } catch (error) {
      return refuse(error);
    }
    const result = Reflect.apply(original, self, passed);
    return finish === undefined ? result : finish(result);
  };
}

function withArguments(slow: (self: unknown, args: ArrayLike<unknown>) => unknown): Method {
  return function (this: unknown, ...args) {
    return slow(this, args);
  };
}
