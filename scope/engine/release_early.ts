import { releaseAlone } from "./release.ts";
import { isInsideReleaseOf } from "./release_frame.ts";
import type { ScopeNode } from "./scope_node.ts";
import type { ReleaseFailure } from "../errors.ts";
import { type ScopeExit, UNKNOWN } from "../exit.ts";

/** Releases one value before its scope closes; answers whether the scope held it. */
export async function releaseEarly(
  node: ScopeNode,
  value: unknown,
  exit: ScopeExit | undefined,
): Promise<boolean> {
  const held = node.held.find(value);
  if (held === undefined) return false;
  if (isInsideReleaseOf(held)) {
    throw new TypeError(
      `Cannot release "${held.name}" of scope "${node.path}" from inside its own release: ` +
        "return from the release first",
    );
  }
  if (held.early !== undefined) return await held.early;
  const underWay = held.releasing;
  if (underWay !== undefined) {
    await underWay.settled;
    if (underWay.failure !== undefined) throw underWay.failure.error;
    return true;
  }
  let failure: ReleaseFailure | undefined;
  const told = exit ?? node.exit ?? node.mark ?? UNKNOWN;
  const waiting = releaseAlone(node, held, told, (failed) => failure = failed);
  const outcome = async (): Promise<true> => {
    await waiting;
    if (failure !== undefined) throw failure.error;
    return true;
  };
  if (waiting === undefined) return await outcome();
  held.early = outcome();
  return await held.early;
}
