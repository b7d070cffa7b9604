import { acquireHeld } from "../engine/acquire.ts";
import type { Held } from "../engine/held.ts";
import { releaseAlone } from "../engine/release.ts";
import type { ScopeNode } from "../engine/scope_node.ts";
import type { ReleaseFailure } from "../errors.ts";
import type { ScopeExit } from "../exit.ts";
import type { Resource } from "../resource.ts";

/**
 * Acquires into a scope that is open, as `Scope.acquire` does, and answers at once what will be held.
 * The scope sees from the users when it may be released, and with what else at the same time.
 */
export function acquireHold(
  scope: ScopeNode,
  resource: Resource<unknown>,
  users: ReadonlySet<unknown>,
  signal: AbortSignal,
): { readonly held: Held; readonly value: Promise<unknown> } {
  const { timeoutMs = Infinity, retry } = resource;
  const acquiring = acquireHeld<unknown>(scope, resource, {}, { timeoutMs, signal, retry });
  acquiring.held.detailed().users = users;
  return acquiring;
}

/**
 * Releases what a scope holds, within its deadline, unless somebody else is at it: a scope that closes
 * releases in its own order. Answers what went wrong.
 */
export async function releaseHold(
  scope: ScopeNode,
  held: Held | undefined,
  exit: ScopeExit,
): Promise<ReleaseFailure | undefined> {
  if (scope.state !== "open" || held?.state !== "held") return;
  let failure: ReleaseFailure | undefined;
  await releaseAlone(scope, held, exit, (failed) => failure = failed);
  return failure;
}
