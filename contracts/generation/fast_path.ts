import type { Method, MethodKind } from "../plan/method_kind.ts";
import type { Checker } from "../schemas/checking.ts";

/** A checked call, as far as it goes well; what does not go well is somebody else's business. */
export interface FastPath {
  /** Checkers of the parameters. What is compiled for them is kept for as long as this array. */
  readonly params: readonly Checker[];
  /** Checker of the result, where the path itself looks at it; of a `sync` method only. */
  readonly result: Checker | undefined;
  /** How the method answers: a `sync` one may throw what a schema throws, others tell it later. */
  readonly kind: MethodKind;
  /** The method that was written in the class. */
  readonly original: Method;
  /** Takes over a call whose arguments are refused or more than the parameters. */
  readonly slow: (self: unknown, args: ArrayLike<unknown>) => unknown;
  /**
   * Takes over a result that `result` refused, and every result of the other kinds. Without it, what
   * the method returns is returned.
   */
  readonly finish: ((result: unknown, self: unknown) => unknown) | undefined;
}

/** What a path does with the result: return it, look at it first, or hand it on. */
export function answerOf(
  { kind, result, finish }: FastPath,
): "plain" | "checked" | "handed" {
  if (finish === undefined) return "plain";
  if (kind !== "sync") return "handed";
  return result === undefined ? "plain" : "checked";
}
