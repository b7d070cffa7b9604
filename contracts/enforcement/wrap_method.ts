import { closurePath } from "../generation/closure_path.ts";
import type { FastPath } from "../generation/fast_path.ts";
import { canGenerate, generatedPath, isCompiled } from "../generation/generated_path.ts";
import type { Method } from "../plan/method_kind.ts";
import type { MethodPlan } from "../plan/plan.ts";
import { captureSite, type LazySite } from "../report/call_site.ts";
import { AsyncSchemaError } from "../schemas/async_schema_error.ts";
import { createFinish, createRefuse } from "./answers.ts";
import { createForwarder, type Destination } from "./forwarder.ts";
import { keepInvariants } from "./invariants.ts";
import { joinClauses, type JoinedClauses } from "./join_clauses.ts";
import { judgeArguments, type Ruling } from "./judge.ts";
import { judgeArgumentsLater, parseArgumentsLater } from "./judge_later.ts";
import { mark } from "./mark.ts";
import { parseArguments } from "./parse_arguments.ts";
import { type Above, callError, callName, enforced } from "./refusal.ts";
import type { CheckedMember } from "./checked_member.ts";

/** Calls after which compiling a method pays. */
const WARM_CALLS = 50;

/**
 * Wraps a method so that each call checks its arguments and what comes back, for all clauses.
 *
 * A class has to be defined quickly, and many a method is never called: what stands in its place at
 * first only waits to be called, with closures behind it. Once the method turns out to be called
 * often, or another class has had the same compiled already, generated code takes its place. Whoever
 * has kept the first one, as `bind` does, gets the same behind it.
 */
export function wrapMethod(slot: CheckedMember, clauses: readonly MethodPlan[]): Method {
  return new WaitingMethod(slot, clauses).entry;
}

/** What a method is until it is called often. */
class WaitingMethod implements Destination {
  readonly entry: Method;
  last: Method | undefined;
  #first: Method | undefined;
  #calls = 0;
  readonly #slot: CheckedMember;
  readonly #clauses: readonly MethodPlan[];

  constructor(slot: CheckedMember, clauses: readonly MethodPlan[]) {
    this.#slot = slot;
    this.#clauses = clauses;
    this.entry = createForwarder(slot.original.value as Method, this);
  }

  next(): Method {
    this.#calls++;
    const isWarm = this.#calls === WARM_CALLS;
    if (this.#first !== undefined && !isWarm) return this.#first;
    const joined = joinClauses(this.#clauses);
    const path = this.#createPath(joined, () => this.entry, isWarm);
    const isReady = isWarm || !canGenerate() || isCompiled(path);
    this.#first = build(this.#slot, joined, path, isReady);
    if (isReady) {
      this.last = this.#first;
      this.#promote(joined);
    }
    return this.#first;
  }

  #promote(joined: JoinedClauses): void {
    const proper: Method = build(
      this.#slot,
      joined,
      this.#createPath(joined, () => proper, true),
      true,
    );
    this.#slot.promote(this.entry, mark(proper, this.#slot.original.value as Method));
  }

  #createPath(joined: JoinedClauses, above: () => Above, isWarm: boolean): FastPath {
    return createPath(this.#slot, this.#clauses, joined, above, isWarm);
  }
}

function createPath(
  slot: CheckedMember,
  clauses: readonly MethodPlan[],
  joined: JoinedClauses,
  above: () => Above,
  isWarm: boolean,
): FastPath {
  const original = slot.original.value as Method;
  const { params, result, kind, kinds } = joined;
  const finish = createFinish(slot, clauses, kinds, isWarm);
  const slow = slowCall(slot, clauses, joined, original, finish, above);
  return { params, result, kind, original, slow, finish };
}

function build(
  slot: CheckedMember,
  joined: JoinedClauses,
  path: FastPath,
  isCompiled: boolean,
): Method {
  if (joined.parses) return keepInvariants(slot, joined, withArguments(path.slow));
  const checked = (isCompiled ? generatedPath(path) : undefined) ?? closurePath(path);
  return keepInvariants(slot, joined, checked);
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
  const action = () => `call ${callName(slot, clauses[0]!)}`;
  const errorOf = (ruling: Ruling | undefined, caller?: LazySite) => {
    if (ruling === undefined) return undefined;
    return enforced(slot, callError(slot, ruling, action, above(), caller), ruling);
  };
  const proceed = (self: unknown, args: ArrayLike<unknown>) => {
    const result = Reflect.apply(original, self, args);
    return finish === undefined ? result : finish(result);
  };
  const later = async (self: unknown, args: ArrayLike<unknown>) => {
    const caller = captureSite(above());
    const error = errorOf(await judgeArgumentsLater(slot, clauses, self, args), caller);
    if (error !== undefined) throw error;
    return proceed(self, parses ? await parseArgumentsLater(clauses, args) : args);
  };
  return (self, args) => {
    let passed = args;
    try {
      const error = errorOf(judgeArguments(slot, clauses, self, args));
      if (error !== undefined) return refuse(error);
      if (parses) passed = parseArguments(clauses, args);
    } catch (error) {
      const canWait = kind === "async" && error instanceof AsyncSchemaError;
      return canWait ? later(self, args) : refuse(error);
    }
    return proceed(self, passed);
  };
}

function withArguments(slow: (self: unknown, args: ArrayLike<unknown>) => unknown): Method {
  return function (this: unknown, ...args) {
    return slow(this, args);
  };
}
