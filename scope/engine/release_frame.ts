import { AsyncLocalStorage } from "node:async_hooks";
import type { Held } from "./held.ts";
import type { ScopeNode } from "./scope_node.ts";

/** Marks code that runs inside a release, across its awaits, so that it cannot wait for itself. */
export interface ReleaseFrame {
  readonly outer: ReleaseFrame | undefined;
  /** The scope that holds what is released. */
  readonly node: ScopeNode;
  /** What is released. */
  readonly held: Held;
  /** It has settled: code that lives on in its context is free. */
  done: boolean;
}

/** The frame of the release that the running code is part of. */
export const releaseFrames: AsyncLocalStorage<ReleaseFrame> = new AsyncLocalStorage();

/** Whether the running code is part of a release that the close of `node` would wait for. */
export function closeWouldWaitForCaller(node: ScopeNode): boolean {
  for (let frame = releaseFrames.getStore(); frame !== undefined; frame = frame.outer) {
    if (frame.done) continue;
    if (node.closing !== undefined && node.closing === frame.node.closing) return true;
    for (let at: ScopeNode | undefined = frame.node; at !== undefined; at = at.parent) {
      if (at === node) return true;
    }
  }
  return false;
}

/** Whether the running code is part of the release of `held`. */
export function isInsideReleaseOf(held: Held): boolean {
  for (let frame = releaseFrames.getStore(); frame !== undefined; frame = frame.outer) {
    if (!frame.done && frame.held === held) return true;
  }
  return false;
}
