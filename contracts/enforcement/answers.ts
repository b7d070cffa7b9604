import { isThenable } from "../../_internal/is_thenable.ts";
import type { MethodKind } from "../plan/method_kind.ts";
import type { MethodPlan } from "../plan/plan.ts";
import { preview } from "../report/preview.ts";
import { checkedAsyncIterator, checkedIterator, refusedIterator } from "./checked_iterator.ts";
import { answerer, judgeAnswer, type Ruling } from "./judge.ts";
import { answerError, callName, enforced } from "./refusal.ts";
import type { CheckedMember } from "./checked_member.ts";

/** What is done with an answer. */
export type Finish = (result: unknown) => unknown;

/** What happens with a refused call: who expects a promise must not meet an exception. */
export function createRefuse(kind: MethodKind): (error: unknown) => unknown {
  switch (kind) {
    case "async":
      return (error) => Promise.reject(error);
    case "asyncGenerator":
      return refusedIterator;
    default:
      return (error) => {
        throw error;
      };
  }
}

/** What happens with the answer of a method, in all ways in which its contracts want it. */
export function createFinish(
  slot: CheckedMember,
  clauses: readonly MethodPlan[],
  kinds: readonly MethodKind[],
): Finish | undefined {
  const steps = kinds.map((kind) => {
    return finisher(slot, clauses.filter((clause) => clause.kind === kind), kind);
  }).filter((step) => step !== undefined);
  if (steps.length < 2) return steps[0];
  return (result) => steps.reduce((value, step) => step(value), result);
}

function finisher(
  slot: CheckedMember,
  clauses: readonly MethodPlan[],
  kind: MethodKind,
): Finish | undefined {
  const isChecked = clauses.some(({ result }) => result !== undefined);
  switch (kind) {
    case "sync":
      return isChecked ? (result) => inspect(slot, clauses, result) : undefined;
    case "async": {
      const settle = (value: unknown) => inspect(slot, clauses, value);
      return (result) => {
        if (isThenable(result)) return isChecked ? result.then(settle) : result;
        const error = notA("a promise", result, slot, clauses);
        return error === undefined ? result : Promise.reject(error);
      };
    }
    case "generator":
      return (result) => {
        if (isIterator(result)) return isChecked ? checkedIterator(slot, clauses, result) : result;
        const error = notA("an iterator", result, slot, clauses);
        if (error !== undefined) throw error;
        return result;
      };
    case "asyncGenerator":
      return (result) => {
        if (isAsyncIterator(result)) {
          return isChecked ? checkedAsyncIterator(slot, clauses, result) : result;
        }
        const error = notA("an async iterator", result, slot, clauses);
        return error === undefined ? result : refusedIterator(error);
      };
  }
}

/** Returns a result that all clauses accept, or one whose refusal is only reported. */
function inspect(slot: CheckedMember, clauses: readonly MethodPlan[], value: unknown): unknown {
  const ruling = judgeAnswer(slot, clauses, value, "result");
  if (ruling === undefined) return value;
  const action = `return from ${callName(slot, clauses[0]!)}`;
  const error = enforced(slot, answerError(slot, ruling, action), ruling);
  if (error !== undefined) throw error;
  return value;
}

function notA(
  expected: string,
  value: unknown,
  slot: CheckedMember,
  clauses: readonly MethodPlan[],
): Error | undefined {
  const { label } = clauses[0]!;
  const received = preview(value);
  const ruling: Ruling = {
    blame: answerer(slot, clauses),
    clauses,
    violations: [{ kind: "result", member: label, path: ["result"], expected, received }],
  };
  const action = `return from ${callName(slot, clauses[0]!)}`;
  return enforced(slot, answerError(slot, ruling, action), ruling);
}

function isIterator(value: unknown): value is Iterator<unknown, unknown, unknown> {
  return has(value, "next") && has(value, Symbol.iterator);
}

function isAsyncIterator(value: unknown): value is AsyncIterator<unknown, unknown, unknown> {
  return has(value, "next") && has(value, Symbol.asyncIterator);
}

function has(value: unknown, key: PropertyKey): boolean {
  return typeof value === "object" && value !== null &&
    typeof Reflect.get(value, key) === "function";
}
