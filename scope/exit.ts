import { checkKeys, optionMessage } from "../_internal/check_option.ts";

/**
 * How the work in a scope ended. Every release function is handed one, so that it can commit after a
 * success and roll back after anything else.
 */
export type ScopeExit =
  | {
    /** The work was done. */
    readonly status: "success";
  }
  | {
    /** The work threw. */
    readonly status: "failure";
    /** What it threw. */
    readonly error: unknown;
  }
  | {
    /** The work was told to stop. */
    readonly status: "aborted";
    /** The reason it was given. */
    readonly error: unknown;
  }
  | {
    /** Nobody said: an `await using` block cannot tell whether its body threw. */
    readonly status: "unknown";
  };

/** The exit of a scope that succeeded. */
export const SUCCESS: ScopeExit = Object.freeze({ status: "success" });

/** The exit of a scope that was closed without a word. */
export const UNKNOWN: ScopeExit = Object.freeze({ status: "unknown" });

const STATUSES: readonly string[] = ["success", "failure", "aborted", "unknown"];

/** Checks an exit that came from outside and freezes a copy. */
export function checkExit(action: string, exit: ScopeExit): ScopeExit {
  checkKeys(action, exit, ["status", "error"], "exit");
  if (!STATUSES.includes(exit.status)) {
    const rule = `one of ${STATUSES.join(", ")}`;
    throw new TypeError(optionMessage(action, "exit.status", rule, exit.status));
  }
  return Object.freeze({ ...exit });
}
