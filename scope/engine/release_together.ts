import type { ScopeExit } from "../exit.ts";
import type { Held } from "./held.ts";
import { releaseAlone, type ReportFailure } from "./release.ts";
import type { ScopeNode } from "./scope_node.ts";

/**
 * Resources that can be released at the same time as the newest: the graphs they were acquired with
 * say that nothing relies on them, and nothing else has come between.
 */
export function releasableWith(newest: Held): readonly Held[] {
  const together: Held[] = [];
  if (newest.detail?.users?.size !== 0) return together;
  for (let held: Held | undefined = newest; held !== undefined; held = held.older) {
    const users = held.detail?.users;
    if (users === undefined || held.state !== "held") break;
    if (users.size === 0) together.push(held);
  }
  return together;
}

/** Begins to release several at the same time, each with a deadline of its own. */
export function releaseTogether(
  node: ScopeNode,
  together: readonly Held[],
  exit: ScopeExit,
  report: ReportFailure,
): Promise<unknown> {
  return Promise.all(together.map((held) => releaseAlone(node, held, exit, report)));
}
