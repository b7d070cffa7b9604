import {
  checkDuration,
  checkFunction,
  checkInteger,
  checkKeys,
  checkString,
  optionMessage,
} from "../../_internal/check_option.ts";
import { type Clock, systemClock } from "../../_internal/clock.ts";
import { checkClock } from "../scope_options.ts";
import type { PoolObserver } from "./pool_events.ts";

/** Options of {@linkcode ResourcePool}. */
export interface PoolOptions {
  /**
   * Name in events and errors.
   *
   * @default the resource's
   */
  readonly name?: string;
  /**
   * Values to keep at least, from the start; an integer from 0.
   *
   * @default {0}
   */
  readonly min?: number;
  /**
   * Values to keep at most; an integer from 1, and from `min`.
   *
   * @default 10, or `min` if that is more
   */
  readonly max?: number;
  /**
   * Callers that may wait for a value that is lent to somebody else; more are refused with a
   * `PoolBusyError`. An integer from 0, or `Infinity`.
   *
   * @default {10000}
   */
  readonly maxWaiting?: number;
  /**
   * Milliseconds that a caller waits for a value.
   *
   * @default {30000}
   */
  readonly acquireTimeoutMs?: number;
  /**
   * Milliseconds that a value may be idle before it is destroyed, as long as more than `min` are left.
   *
   * @default {60000}
   */
  readonly idleTimeoutMs?: number;
  /**
   * Milliseconds after which a value is not lent again, but replaced; from 1. One that is lent is
   * left alone until it comes back.
   *
   * @default {Infinity}
   */
  readonly maxLifetimeMs?: number;
  /**
   * Part of `maxLifetimeMs` that is left to chance, from 0 (none) to 1 (anything from nothing to the
   * full lifetime), so that values that were made together do not all leave together.
   *
   * @default {0.1}
   */
  readonly lifetimeJitter?: number;
  /**
   * Milliseconds of idleness after which a value is checked before it is lent again, if its resource
   * has a health check; 0 checks whatever was idle, `Infinity` nothing. A value that is handed straight
   * to a caller who waits was not idle.
   *
   * @default {500}
   */
  readonly healthAfterIdleMs?: number;
  /**
   * Milliseconds that a health check may take; one that takes longer has failed.
   *
   * @default {5000}
   */
  readonly healthTimeoutMs?: number;
  /**
   * Whether an error thrown by work with a value means that the value is broken. What it throws itself
   * means yes.
   *
   * @default broken if its resource has no health check; else it is checked before it is lent again
   */
  readonly discardIf?: (error: unknown) => boolean;
  /**
   * Milliseconds after which a lease is reported as leaked, with the place of its acquisition. The
   * stack of each acquisition is kept for that, which takes some microseconds.
   *
   * @default {Infinity}
   */
  readonly leakAfterMs?: number;
  /**
   * Milliseconds that a close may take. Keep it below the `releaseTimeoutMs` of a scope that holds the
   * pool, or the scope gives up before the pool can say who holds what.
   *
   * @default {4000}
   */
  readonly closeTimeoutMs?: number;
  /**
   * Milliseconds of the close that leases have to come back by themselves before their values are
   * taken; `closeTimeoutMs` at most.
   *
   * @default half of `closeTimeoutMs`
   */
  readonly drainMs?: number;
  /**
   * Where time comes from.
   *
   * @default the platform's
   */
  readonly clock?: Clock;
  /**
   * Are told what happens.
   *
   * @default {[]}
   */
  readonly observers?: readonly PoolObserver[];
}

/** Options of {@linkcode ResourcePool.acquire} and {@linkcode ResourcePool.use}. */
export interface PoolAcquireOptions {
  /**
   * Milliseconds to wait for a value.
   *
   * @default the pool's `acquireTimeoutMs`
   */
  readonly timeoutMs?: number;
  /** Ends the wait when it aborts; in `use` it is handed on to the function. */
  readonly signal?: AbortSignal;
}

/** Options of {@linkcode ResourcePool.close}; each brings a close under way forward, none puts it off. */
export interface PoolCloseOptions {
  /**
   * Milliseconds that the close may take.
   *
   * @default the pool's `closeTimeoutMs`
   */
  readonly timeoutMs?: number;
  /**
   * Milliseconds of it that leases have to come back by themselves; `timeoutMs` at most.
   *
   * @default half of `timeoutMs`, if that is given, else the pool's `drainMs`
   */
  readonly drainMs?: number;
}

/** The options, complete. */
export type PoolSettings = Required<Omit<PoolOptions, "discardIf">> & {
  readonly discardIf: ((error: unknown) => boolean) | undefined;
};

const ACTION = "make the pool";
const KEYS = [
  "name",
  "min",
  "max",
  "maxWaiting",
  "acquireTimeoutMs",
  "idleTimeoutMs",
  "maxLifetimeMs",
  "lifetimeJitter",
  "healthAfterIdleMs",
  "healthTimeoutMs",
  "discardIf",
  "leakAfterMs",
  "closeTimeoutMs",
  "drainMs",
  "clock",
  "observers",
];

/** Checks the options and fills in what is left out. */
export function resolvePoolOptions(resourceName: string, options: PoolOptions): PoolSettings {
  checkKeys(ACTION, options, KEYS);

  if (options.clock !== undefined) checkClock(ACTION, options.clock);
  if (options.discardIf !== undefined) checkFunction(ACTION, "discardIf", options.discardIf);
  const duration = (key: keyof PoolOptions, fallbackMs: number, fromMs = 0): number =>
    checkDuration(ACTION, key, options[key] ?? fallbackMs, fromMs);
  const min = checkInteger(ACTION, "min", options.min ?? 0, 0);
  return {
    name: checkString(ACTION, "name", options.name ?? resourceName),
    min,
    max: checkInteger(ACTION, "max", options.max ?? Math.max(10, min), Math.max(1, min)),
    maxWaiting: checkMaxWaiting(options.maxWaiting ?? 10_000),
    acquireTimeoutMs: duration("acquireTimeoutMs", 30_000),
    idleTimeoutMs: duration("idleTimeoutMs", 60_000),
    maxLifetimeMs: duration("maxLifetimeMs", Infinity, 1),
    lifetimeJitter: checkPart("lifetimeJitter", options.lifetimeJitter ?? 0.1),
    healthAfterIdleMs: duration("healthAfterIdleMs", 500),
    healthTimeoutMs: duration("healthTimeoutMs", 5_000),
    discardIf: options.discardIf,
    leakAfterMs: duration("leakAfterMs", Infinity),
    ...checkCloseTimes(ACTION, options.closeTimeoutMs ?? 4_000, options.drainMs),
    clock: options.clock ?? systemClock,
    observers: checkObservers(options.observers ?? []),
  };
}

/** Checks the options of an acquisition. */
export function checkAcquireOptions(options: PoolAcquireOptions): void {
  const action = "acquire a value of the pool";
  checkKeys(action, options, ["timeoutMs", "signal"]);
  const { timeoutMs, signal } = options;
  if (timeoutMs !== undefined) checkDuration(action, "timeoutMs", timeoutMs);
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw new TypeError(optionMessage(action, "signal", "an AbortSignal", signal));
  }
}

/** Checks the times of a close against each other. */
export function checkCloseTimes(
  action: string,
  closeTimeoutMs: number,
  drainMs: number = closeTimeoutMs / 2,
  name: string = "closeTimeoutMs",
): { readonly closeTimeoutMs: number; readonly drainMs: number } {
  checkDuration(action, name, closeTimeoutMs);
  checkDuration(action, "drainMs", drainMs);
  if (drainMs > closeTimeoutMs) {
    const rule = `a number of milliseconds <= "${name}" (${closeTimeoutMs})`;
    throw new RangeError(optionMessage(action, "drainMs", rule, drainMs));
  }
  return { closeTimeoutMs, drainMs };
}

function checkMaxWaiting(value: number): number {
  return value === Infinity ? value : checkInteger(ACTION, "maxWaiting", value, 0);
}

function checkPart(key: string, value: number): number {
  const message = optionMessage(ACTION, key, "a number from 0 to 1", value);
  if (typeof value !== "number") throw new TypeError(message);
  if (!(value >= 0 && value <= 1)) throw new RangeError(message);
  return value;
}

function checkObservers(observers: readonly PoolObserver[]): readonly PoolObserver[] {
  if (!Array.isArray(observers) || observers.some((each) => typeof each !== "function")) {
    throw new TypeError(optionMessage(ACTION, "observers", "an array of functions", observers));
  }
  return [...observers];
}
