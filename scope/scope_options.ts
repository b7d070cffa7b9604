import { checkDuration, checkKeys, optionMessage } from "../_internal/check_option.ts";
import { type Clock, systemClock } from "../_internal/clock.ts";
import type { NodeOptions } from "./engine/scope_node.ts";
import type { ScopeObserver } from "./events.ts";

/** Options of a child scope; what is left out is as in the parent. */
export interface ChildScopeOptions {
  /**
   * Where time comes from.
   *
   * @default the parent's, or the platform's
   */
  readonly clock?: Clock;
  /**
   * Are told what happens in this scope and below, in addition to the parent's.
   *
   * @default {[]}
   */
  readonly observers?: readonly ScopeObserver[];
  /**
   * Milliseconds that one release may take before it is abandoned and the next one begins.
   *
   * @default the parent's, or 5000
   */
  readonly releaseTimeoutMs?: number;
  /**
   * Milliseconds that a whole close may take. When they are over, what is left is released in order
   * without waiting.
   *
   * @default the parent's, or 30000
   */
  readonly closeTimeoutMs?: number;
  /** Aborts the scope's own `signal`; it does not close the scope. */
  readonly signal?: AbortSignal;
}

const KEYS = ["clock", "observers", "releaseTimeoutMs", "closeTimeoutMs", "signal", "parent"];

/** Checks the options and fills in what is left out. */
export function resolveOptions(
  action: string,
  options: ChildScopeOptions,
  parent: NodeOptions | undefined,
): NodeOptions {
  checkKeys(action, options, KEYS);
  for (const key of ["releaseTimeoutMs", "closeTimeoutMs"] as const) {
    if (options[key] !== undefined) checkDuration(action, key, options[key]);
  }
  if (options.signal !== undefined && !(options.signal instanceof AbortSignal)) {
    throw new TypeError(optionMessage(action, "signal", "an AbortSignal", options.signal));
  }
  const own = options.observers ?? [];
  if (!Array.isArray(own) || own.some((observer) => typeof observer !== "function")) {
    throw new TypeError(optionMessage(action, "observers", "an array of functions", own));
  }
  return {
    clock: options.clock ?? parent?.clock ?? systemClock,
    observers: [...(parent?.observers ?? []), ...own],
    releaseTimeoutMs: options.releaseTimeoutMs ?? parent?.releaseTimeoutMs ?? 5_000,
    closeTimeoutMs: options.closeTimeoutMs ?? parent?.closeTimeoutMs ?? 30_000,
  };
}
