import { pick } from "./schedule.ts";

const ARRIVALS = [
  "sync",
  "sync",
  "promise",
  "promise",
  "turns",
  "slow",
  "slow",
  "slow",
  "thenable",
  "obeys",
  "throws",
  "rejects",
  "rejects slowly",
  "hangs",
  "closes its scope",
] as const;

/** How a value comes, once it is asked for. */
export type ArrivalManner = typeof ARRIVALS[number];

const LEAVES = [
  "sync",
  "sync",
  "sync",
  "promise",
  "promise",
  "turns",
  "slow",
  "slow",
  "throws",
  "throws",
  "rejects",
  "rejects",
  "rejects slowly",
  "hangs",
  "hangs",
  "thenable",
  "thenable rejects",
  "closes",
  "closes after a turn",
  "closes and goes on",
  "adopts",
  "opens a child",
  "releases another",
  "moves another",
  "aborts",
] as const;

/** How a value goes, once it is released. */
export type LeaveManner = typeof LEAVES[number];

/** What the release of a value does. */
export interface Leaving {
  readonly manner: LeaveManner;
  /** Turns of the microtask queue, or what picks a duration. */
  readonly length: number;
  /** Picks a scope or another value. */
  readonly target: number;
}

/** Reads how a value goes from two bytes of a step. */
export function leavingOf(byte: number, more: number): Leaving {
  return { manner: pick(LEAVES, byte), length: (byte >> 5) + 1, target: more };
}

/** What acquiring a value does. */
export interface Arriving {
  readonly manner: ArrivalManner;
  /** Turns of the microtask queue, or what picks a duration. */
  readonly length: number;
  /** Tries that fail before. */
  readonly failures: number;
  /** Limits of the caller. */
  readonly timeoutMs: number | undefined;
  readonly signal: "none" | "given" | "aborted";
  readonly maxAttempts: number | undefined;
  readonly delayMs: number;
  readonly maxDelayMs: number;
  /** What deciding on another try does besides. */
  readonly whenAsked: typeof WHEN_ASKED[number];
  readonly releaseTimeoutMs: number | undefined;
}

const WHEN_ASKED = [
  "nothing",
  "nothing",
  "nothing",
  "nothing",
  "closes",
  "closes and throws",
  "aborts",
  "says no",
  "throws",
] as const;

/** Reads how a value comes from three bytes of a step. */
export function arrivingOf(byte: number, limits: number, more: number): Arriving {
  const maxAttempts = pick([undefined, undefined, 2, 3], limits >> 4);
  return {
    manner: pick(ARRIVALS, byte),
    length: (byte >> 4) % 8 + 1,
    timeoutMs: pick([undefined, undefined, 60, 30, 0], limits & 7),
    signal: (limits & 8) === 0 ? "none" : (limits & 0xf) === 0xf ? "aborted" : "given",
    maxAttempts,
    failures: maxAttempts === undefined ? 0 : pick([0, 1, 1, 2], limits >> 6),
    delayMs: pick([10, 0, 30], more),
    maxDelayMs: pick([1_000, 1_000, 15], more >> 1),
    whenAsked: pick(WHEN_ASKED, more >> 2),
    releaseTimeoutMs: pick([undefined, undefined, undefined, 20, 0, Infinity], more >> 4),
  };
}

/** Milliseconds that something slow takes. */
export function slownessMs(length: number): number {
  return pick([20, 70, 40], length);
}
