import { isThenable } from "../../_internal/is_thenable.ts";
import { generatedTest } from "../generation/generated_path.ts";
import type { MethodKind } from "../plan/method_kind.ts";
import type { MethodPlan } from "../plan/plan.ts";
import { valueHint } from "../report/hints/value_hint.ts";
import { preview } from "../report/preview.ts";
import { AsyncSchemaError } from "../schemas/async_schema_error.ts";
import { hinted } from "../violation.ts";
import {
  canYield,
  canYieldLater,
  checkedAsyncIterator,
  checkedIterator,
  openAsyncIterator,
  openIterator,
  refusedIterator,
} from "./checked_iterator.ts";
import { joinCheckers } from "./join_clauses.ts";
import { answerer, judgeAnswer, type Ruling } from "./judge.ts";
import { judgeAnswerLater } from "./judge_later.ts";
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

/**
 * What happens with the answer of a method, in all ways in which its contracts want it. Once a method
 * is warm, what its promises are fulfilled with is tested by generated code.
 */
export function createFinish(
  slot: CheckedMember,
  clauses: readonly MethodPlan[],
  kinds: readonly MethodKind[],
  isWarm: boolean,
): Finish | undefined {
  // Who asks for the result itself sees it before an iterator takes its place.
  const ordered = kinds.toSorted((a, b) => Number(b === "sync") - Number(a === "sync"));
  const steps = ordered.map((kind) => {
    return finisher(slot, clauses.filter((clause) => clause.kind === kind), kind, isWarm);
  }).filter((step) => step !== undefined);
  if (steps.length < 2) return steps[0];
  return (result) => steps.reduce((value, step) => step(value), result);
}

function finisher(
  slot: CheckedMember,
  clauses: readonly MethodPlan[],
  kind: MethodKind,
  isWarm: boolean,
): Finish | undefined {
  const isChecked = clauses.some(({ result }) => result !== undefined);
  // Invariants are looked at between the steps, which only an iterator has.
  const isWatched = isChecked || slot.invariants.length > 0;
  switch (kind) {
    case "sync":
      return isChecked ? (result) => inspect(slot, clauses, result) : undefined;
    case "async": {
      const settle = settler(slot, clauses, isWarm);
      return (result) => {
        if (isThenable(result)) {
          if (settle === undefined) return result;
          // What only has a method "then" need not return a promise from it.
          return (result instanceof Promise ? result : Promise.resolve(result)).then(settle);
        }
        const error = notA("a promise", result, slot, clauses);
        return error === undefined ? result : Promise.reject(error);
      };
    }
    case "generator":
      return (result) => {
        if (canYield(result)) {
          if (!isWatched) return result;
          const inner = openIterator(result);
          if (inner !== undefined) return checkedIterator(slot, clauses, inner);
        }
        const error = notA("an iterator", result, slot, clauses);
        if (error !== undefined) throw error;
        return result;
      };
    case "asyncGenerator":
      return (result) => {
        try {
          if (canYieldLater(result)) {
            if (!isWatched) return result;
            const inner = openAsyncIterator(result);
            if (inner !== undefined) return checkedAsyncIterator(slot, clauses, inner);
          }
        } catch (error) {
          return refusedIterator(error);
        }
        const error = notA("an async iterator", result, slot, clauses);
        return error === undefined ? result : refusedIterator(error);
      };
  }
}

/** Returns a result that all clauses accept, or one whose refusal is only reported. */
function inspect(slot: CheckedMember, clauses: readonly MethodPlan[], value: unknown): unknown {
  const ruling = judgeAnswer(slot, clauses, value, "result");
  if (ruling !== undefined) refuseResult(slot, clauses, ruling);
  return value;
}

/** The same for what a promise is fulfilled with, where there is time for schemas that take some. */
function settler(
  slot: CheckedMember,
  clauses: readonly MethodPlan[],
  isWarm: boolean,
): Finish | undefined {
  const checker = joinCheckers(clauses.map(({ result }) => result));
  if (checker === undefined) return undefined;
  const fits = isWarm ? generatedTest(checker) : checker.test;
  return (value) => {
    try {
      return fits(value) ? value : inspect(slot, clauses, value);
    } catch (error) {
      if (error instanceof AsyncSchemaError) return inspectLater(slot, clauses, value);
      throw error;
    }
  };
}

async function inspectLater(
  slot: CheckedMember,
  clauses: readonly MethodPlan[],
  value: unknown,
): Promise<unknown> {
  const ruling = await judgeAnswerLater(slot, clauses, value);
  if (ruling !== undefined) refuseResult(slot, clauses, ruling);
  return value;
}

function refuseResult(slot: CheckedMember, clauses: readonly MethodPlan[], ruling: Ruling): void {
  const action = () => `return from ${callName(slot, clauses[0]!)}`;
  const error = enforced(slot, answerError(slot, ruling, action), ruling);
  if (error !== undefined) throw error;
}

function notA(
  expected: string,
  value: unknown,
  slot: CheckedMember,
  clauses: readonly MethodPlan[],
): Error | undefined {
  const { label } = clauses[0]!;
  const at = { kind: "result", path: ["result"], expected } as const;
  const violation = { ...at, member: label, received: preview(value) };
  const ruling: Ruling = {
    blame: answerer(slot, clauses),
    clauses,
    violations: [hinted(violation, valueHint({ ...at, received: value }))],
  };
  const action = () => `return from ${callName(slot, clauses[0]!)}`;
  return enforced(slot, answerError(slot, ruling, action), ruling);
}
