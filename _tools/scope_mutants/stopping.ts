import type { Mutant } from "../mutants.ts";

const LATE = "scope/engine/release_late.ts";
const ABORT = "scope/engine/abort.ts";

/** What goes wrong when something is told to stop, or comes all the same. */
export const STOPPING: readonly Mutant[] = [
  {
    file: LATE,
    from: 'if (node.state !== "closed") node.addPending(pending);',
    to: "",
    breaks: "a close does not wait for a value that it has refused",
  },
  {
    file: LATE,
    from: "  held.detailed().late = true;",
    to: "",
    breaks: "a late value is taken off a scope that does not hold it",
  },
  {
    file: LATE,
    from: "if (returned) keepFailure(node, failure);",
    to: "if (returned) return;",
    breaks: "a late value fails to go and nobody is told",
  },
  {
    file: LATE,
    from: "throw thrown === undefined ? reason : ",
    to: "throw reason ?? ",
    breaks: "the refusal of a value does not tell what its release threw",
  },
  {
    file: LATE,
    from: "  else waiting.then(done);",
    to: "  else done();",
    breaks: "a close does not wait for the release of a late value",
  },
  {
    file: LATE,
    from: "node.unreported.length < HISTORY_LIMIT",
    to: "node.unreported.length < 1",
    breaks: "only the first failure of late values is told",
  },
  {
    file: ABORT,
    from: "const nodes = subtree(root).filter(",
    to: "const nodes = [root].filter(",
    breaks: "an abort is not passed on to the scopes below",
  },
  {
    file: ABORT,
    from: "(node) => !node.aborted)",
    to: "() => true)",
    breaks: "a later abort replaces the first reason",
  },
  {
    file: ABORT,
    from: "    node.abortReason = reason;",
    to: "",
    breaks: "the reason of an abort is lost",
  },
  {
    file: ABORT,
    from: "node.controller?.abort(reasonOf(GO_ON));",
    to: "",
    breaks: "the signal of the scope never aborts",
  },
  {
    file: ABORT,
    from: "if (node.aborted) node.controller.abort(node.abortReason);",
    to: "if (node.aborted);",
    breaks: "a signal that is looked at after the abort has not aborted",
  },
  {
    file: ABORT,
    from: "node.aborted ? () => reason : ",
    to: "",
    breaks: "a close in the middle of an abort hides its reason",
  },
];
