import {
  checkDuration,
  checkFunction,
  checkKeys,
  checkObject,
  optionMessage,
} from "../_internal/check_option.ts";
import { type Clock, systemClock } from "../_internal/clock.ts";
import { wallTimeOf } from "./engine/wall_time.ts";
import { DEFAULT_CLOSE_TIMEOUT_MS, type NodeOptions } from "./engine/scope_node.ts";
import type { ScopeObserver } from "./events.ts";
import { resolveLeaks } from "./inspection/leak_policy.ts";
import type { LeakOptions } from "./inspection/leaks.ts";

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
   * without waiting. The default is counted from the first release that takes time.
   *
   * @default the parent's, or 30000
   */
  readonly closeTimeoutMs?: number;
  /**
   * Keeps what {@linkcode formatScope} needs to draw the past: when each resource was acquired, held
   * and released, and the last 100 resources and child scopes that are over. Costs about as much as
   * the rest of the scope.
   *
   * @default the parent's, or false
   */
  readonly trace?: boolean;
  /**
   * Looks for what is not given back in this scope and below, for {@linkcode leakReport} and for
   * observers; `false` does not. What is left out of the options is as in the parent.
   *
   * @default the parent's, or `false`
   */
  readonly leaks?: LeakOptions | boolean;
  /** Aborts the scope's own `signal`; it does not close the scope. */
  readonly signal?: AbortSignal | undefined;
}

const KEYS = [
  "clock",
  "observers",
  "releaseTimeoutMs",
  "closeTimeoutMs",
  "signal",
  "parent",
  "trace",
  "leaks",
];

const DEFAULTS: NodeOptions = Object.freeze({
  clock: systemClock,
  observers: [],
  releaseTimeoutMs: 5_000,
  closeTimeoutMs: DEFAULT_CLOSE_TIMEOUT_MS,
  timed: false,
  trace: false,
  wallTime: wallTimeOf(systemClock),
  leaks: undefined,
});

/** Checks the options and fills in what is left out. */
export function resolveOptions(
  action: string,
  options: ChildScopeOptions | undefined,
  parent: NodeOptions = DEFAULTS,
): NodeOptions {
  if (options === undefined) return parent;
  checkKeys(action, options, KEYS);
  const { clock, observers = [], releaseTimeoutMs, closeTimeoutMs, trace } = options;
  if (releaseTimeoutMs !== undefined) checkDuration(action, "releaseTimeoutMs", releaseTimeoutMs);
  if (closeTimeoutMs !== undefined) checkDuration(action, "closeTimeoutMs", closeTimeoutMs);
  if (options.signal !== undefined && !(options.signal instanceof AbortSignal)) {
    throw new TypeError(optionMessage(action, "signal", "an AbortSignal", options.signal));
  }
  if (!Array.isArray(observers) || observers.some((observer) => typeof observer !== "function")) {
    throw new TypeError(optionMessage(action, "observers", "an array of functions", observers));
  }
  if (clock !== undefined) checkClock(action, clock);
  if (trace !== undefined && typeof trace !== "boolean") {
    throw new TypeError(optionMessage(action, "trace", "true or false", trace));
  }
  const all = joinObservers(parent.observers, observers);
  return {
    clock: clock ?? parent.clock,
    wallTime: clock === undefined ? parent.wallTime : wallTimeOf(clock),
    observers: all,
    releaseTimeoutMs: releaseTimeoutMs ?? parent.releaseTimeoutMs,
    closeTimeoutMs: closeTimeoutMs ?? parent.closeTimeoutMs,
    // Observers are told of durations, so the times must be there.
    timed: all.length > 0 || (trace ?? parent.trace),
    trace: trace ?? parent.trace,
    leaks: resolveLeaks(action, options.leaks, parent.leaks),
  };
}

function joinObservers(
  above: readonly ScopeObserver[],
  own: readonly ScopeObserver[],
): readonly ScopeObserver[] {
  if (own.length === 0) return above;
  const active = own.filter((observer) => observer.isIdle !== true);
  return above.length === 0 ? active : above.concat(active);
}

function checkClock(action: string, clock: Clock): void {
  checkObject(action, "clock", clock);
  for (const method of ["now", "monotonic", "setTimer"] as const) {
    checkFunction(action, `clock.${method}`, clock[method]);
  }
}
