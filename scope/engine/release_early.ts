import type { ReleaseFailure } from "../errors.ts";
import { type ScopeExit, UNKNOWN } from "../exit.ts";
import type { Held } from "./held.ts";
import { releaseAlone } from "./release.ts";
import { isInsideReleaseOf } from "./release_stack.ts";
import type { ScopeNode } from "./scope_node.ts";

/** Releases one value before its scope closes; answers whether the scope held it. */
export async function releaseEarly(
  node: ScopeNode,
  value: unknown,
  exit: ScopeExit | undefined,
): Promise<boolean> {
  const held = node.findHeld(value);
  if (held === undefined) return false;
  if (isInsideReleaseOf(held)) {
    throw new TypeError(
      `Cannot release "${held.name}" of scope "${node.path}" from inside its own release: ` +
        "return from the release first",
    );
  }
  if (held.detail?.early !== undefined) return await held.detail.early;
  if (held.state === "releasing") return await joinRelease(node, held);
  let failure: ReleaseFailure | undefined;
  const told = exit ?? node.exit ?? node.mark ?? UNKNOWN;
  const waiting = releaseAlone(node, held, told, (failed) => failure = failed);
  const outcome = async (): Promise<true> => {
    await waiting;
    if (failure !== undefined) throw failure.error;
    return true;
  };
  if (waiting === undefined) return await outcome();
  held.detailed().early = outcome();
  return await held.detail!.early!;
}

/** Waits for a release that a close has begun. */
async function joinRelease(node: ScopeNode, held: Held): Promise<true> {
  const underWay = held.detail?.releasing;
  // Not a turn later, when the close may have gone on or be over.
  const failure = underWay === undefined
    ? await node.closing!.released(held)
    : await underWay.settled.then(() => underWay.failure);
  if (failure !== undefined) throw failure.error;
  return true;
}
