import { checkDuration, checkKeys, optionMessage } from "../../_internal/check_option.ts";
import type { LeakPolicy, ScopeNode, ScopeWatch } from "../engine/scope_node.ts";
import type { LeakOptions } from "./leaks.ts";
import { WatchedScope } from "./watched_scope.ts";

/** The options of {@linkcode LeakOptions} with all that was left out. */
class ResolvedLeakPolicy implements LeakPolicy {
  readonly heldMs: number;
  readonly places: boolean;

  constructor(heldMs: number, places: boolean) {
    this.heldMs = heldMs;
    this.places = places;
  }

  watch(node: ScopeNode): ScopeWatch {
    return new WatchedScope(node, this.heldMs, this.places);
  }
}

/** Checks the `leaks` option of a scope; what is left out is as in the parent. */
export function resolveLeaks(
  action: string,
  options: LeakOptions | boolean | undefined,
  parent: LeakPolicy | undefined,
): LeakPolicy | undefined {
  if (options === undefined) return parent;
  if (options === false) return undefined;
  const { heldMs, places } = options === true ? {} as LeakOptions : options;
  if (options !== true) checkKeys(action, options, ["heldMs", "places"], "leaks");
  if (heldMs !== undefined) checkDuration(action, "leaks.heldMs", heldMs);
  if (places !== undefined && typeof places !== "boolean") {
    throw new TypeError(optionMessage(action, "leaks.places", "true or false", places));
  }
  const above = parent as ResolvedLeakPolicy | undefined;
  return new ResolvedLeakPolicy(
    heldMs ?? above?.heldMs ?? Infinity,
    places ?? above?.places ?? true,
  );
}
