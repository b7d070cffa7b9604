import type { Mutant } from "../mutants.ts";

const OUTCOME = "scope/engine/close_outcome.ts";
const SCOPE = "scope/scope.ts";
const BODY = "scope/with_scope.ts";

/** What goes wrong with how the work ended, and with what must not begin. */
export const OUTCOMES: readonly Mutant[] = [
  {
    file: OUTCOME,
    from: "if (!node.hasBody) return parentExit;",
    to: "return parentExit;",
    breaks: "a body that is cut short commits",
  },
  {
    file: OUTCOME,
    from: "if (node.mark !== undefined) return node.mark;",
    to: "",
    breaks: "what succeed() and fail() say is not told",
  },
  {
    file: OUTCOME,
    from: 'if (node.aborted) return Object.freeze({ status: "aborted", error: node.abortReason });',
    to: "",
    breaks: "the exit of a scope that was told to stop is unknown",
  },
  {
    file: OUTCOME,
    from: "list.slice(from, to)",
    to: "list.slice(0, to)",
    breaks: "a child is told of failures that are not its own",
  },
  {
    file: OUTCOME,
    from: "failures, { cause: exit.error });",
    to: "failures);",
    breaks: "the error of the work is lost when a release fails too",
  },
  {
    file: OUTCOME,
    from: "return failures.length === 1 ? failures[0]!.error : ",
    to: "return ",
    breaks: "one failure is not rethrown as it is",
  },
  {
    file: SCOPE,
    from: '  node.onClosed.add(() => signal.removeEventListener("abort", abort));',
    to: "",
    breaks: "a listener stays on the signal that the scope follows",
  },
  {
    file: SCOPE,
    from: '|| this.#node.mark?.status === "failure") return;',
    to: ") return;",
    breaks: "a later failure replaces the first",
  },
  {
    file: SCOPE,
    from: "this.#node.mark ??= SUCCESS;",
    to: "this.#node.mark = SUCCESS;",
    breaks: "succeed() hides a failure",
  },
  {
    file: SCOPE,
    from: 'if (this.#node.state !== "open") refuseValue(this.#node, held, value);',
    to: "",
    breaks: "a closed scope holds a value for ever",
  },
  {
    file: SCOPE,
    from: "      if (node.aborted) throw node.abortReason;",
    to: "",
    breaks: "a scope that was told to stop acquires",
  },
  {
    file: SCOPE,
    from: "      limits.signal?.throwIfAborted();",
    to: "",
    breaks: "what nobody wants any more is acquired",
  },
  {
    file: BODY,
    from: "  node.hasBody = true;",
    to: "",
    breaks: "nobody knows that a body is running",
  },
  {
    file: BODY,
    from: "    if (node.aborted) throw node.abortReason;",
    to: "",
    breaks: "a body runs that was told to stop before",
  },
  {
    file: BODY,
    from: '  if (node.exit!.status === "aborted") throw node.exit!.error;',
    to: "",
    breaks: "what a body worked out with resources that were gone is returned",
  },
  {
    file: BODY,
    from: "node.aborted && isAbort(error, node.abortReason)",
    to: "node.aborted",
    breaks: "any error after an abort passes for the abort",
  },
  {
    file: BODY,
    from: "  if (node.exit === exit) throw closeError;",
    to: "  throw closeError;",
    breaks: "the error of a body whose scope was closed over its head is lost",
  },
];
