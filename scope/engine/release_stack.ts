import type { ScopeExit } from "../exit.ts";
import { emitReleasing } from "./emit.ts";
import type { Held } from "./held.ts";
import type { ScopeNode } from "./scope_node.ts";

/**
 * Resources whose release functions are being called at this moment, the outermost first, each with
 * its scope. It tells what a release does before its first `await`, not after: to follow it across
 * would take an `AsyncLocalStorage`, which costs as much as all else that a small scope does.
 */
const calls: { readonly nodes: ScopeNode[]; readonly held: Held[] } = { nodes: [], held: [] };

/**
 * Calls the release function of a resource; returns what it returns and throws what it throws.
 * Observers are told here, as what one of them does is part of the release.
 */
export function callRelease(node: ScopeNode, held: Held, exit: ScopeExit): unknown {
  calls.nodes.push(node);
  calls.held.push(held);
  try {
    if (node.observed) emitReleasing(node, held);
    // Apart from its hold, which is nothing that a release should have as its `this`.
    const release = held.release!;
    return release(held.value as never, exit);
  } finally {
    calls.nodes.pop();
    calls.held.pop();
  }
}

/** Whether the running code is part of a release that the close of `node` would wait for. */
export function closeWouldWaitForCaller(node: ScopeNode): boolean {
  for (const releasing of calls.nodes) {
    if (node.closing !== undefined && node.closing === releasing.closing) return true;
    for (let at: ScopeNode | undefined = releasing; at !== undefined; at = at.parent) {
      if (at === node) return true;
    }
  }
  return false;
}

/** Whether the running code is part of the release of `held`. */
export function isInsideReleaseOf(held: Held): boolean {
  return calls.held.includes(held);
}

/** A handler of an event that calls `close()` and goes on must not end the program in mid-close. */
export function refuseOwnClose(node: ScopeNode): Promise<never> {
  const refused = Promise.reject(
    new TypeError(
      `Cannot close scope "${node.path}" from inside a release as the close would wait for it: ` +
        "return from the release first",
    ),
  );
  refused.catch(() => {});
  return refused;
}
