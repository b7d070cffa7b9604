import { acquireInto } from "../engine/acquire.ts";
import { releaseAlone } from "../engine/release.ts";
import type { ScopeNode } from "../engine/scope_node.ts";
import type { ReleaseFailure } from "../errors.ts";
import type { ScopeExit } from "../exit.ts";
import type { Resource } from "../resource.ts";

/** Acquires into a scope that is open, as `Scope.acquire` does. */
export function acquireHold(
  scope: ScopeNode,
  resource: Resource<unknown>,
  signal: AbortSignal,
): Promise<unknown> {
  return acquireInto(scope, resource, resource.timeoutMs ?? Infinity, signal);
}

/**
 * Releases what a scope holds of a resource that is acquired once, within its deadline, unless
 * somebody else is at it: a scope that closes releases in its own order. Answers what went wrong.
 *
 * It goes by the resource: others may have the same value.
 */
export async function releaseHold(
  scope: ScopeNode,
  resource: Resource<unknown>,
  exit: ScopeExit,
): Promise<ReleaseFailure | undefined> {
  let held = scope.held.newest;
  while (held !== undefined && held.release !== resource.release) held = held.older;
  if (scope.state !== "open" || held?.state !== "held") return;
  let failure: ReleaseFailure | undefined;
  await releaseAlone(scope, held, exit, (failed) => failure = failed);
  return failure;
}
