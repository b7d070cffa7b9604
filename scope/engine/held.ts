import type { Link } from "./chain.ts";
import type { ReleaseFailure } from "../errors.ts";
import type { ScopeExit } from "../exit.ts";

/** How a resource stands in its scope. */
export type ResourceState =
  | "acquiring"
  | "held"
  | "releasing"
  | "released"
  | "failed"
  | "abandoned"
  | "late";

/** A release that has begun and not settled. */
export interface ReleaseUnderWay {
  /** Resolves once the release has settled or was cut; never rejects. */
  readonly settled: Promise<void>;
  /** Why it failed or was abandoned, once it has. */
  readonly failure: ReleaseFailure | undefined;
  /** Gives up on it: it is recorded as abandoned. */
  cut(limit: "release" | "close"): void;
}

/** What a scope calls to release a value; what it returns is awaited if it is a promise. */
export type ReleaseFunction = (value: never, exit: ScopeExit) => unknown;

let lastId = 0;
let lastArrival = 0;

/** One resource in one scope, from the wish for it until it is history. */
export class Held implements Link<Held> {
  readonly id: number = ++lastId;
  readonly name: string;
  /** `undefined` where the scope's own holds. */
  readonly releaseTimeoutMs: number | undefined;
  state: ResourceState = "held";
  /** Place in the order of arrival; the release goes through it backwards. */
  arrival: number = Infinity;
  value: unknown;
  release: ReleaseFunction | undefined;
  releasing: ReleaseUnderWay | undefined;
  /** What callers of an early release wait for. */
  early: Promise<true> | undefined;
  /** Came after its caller had given up: it is released at once and never part of the order. */
  late = false;
  /** `undefined` for what was adopted. */
  acquiringAtMs: number | undefined;
  heldAtMs: number | undefined;
  releasingAtMs: number | undefined;
  endedAtMs: number | undefined;
  /** It is in the scope's history already. */
  remembered = false;
  /** What went wrong, in short; the error itself is not kept alive. */
  note = "";
  older: Held | undefined = undefined;
  newer: Held | undefined = undefined;
  /** An older one with the same value. */
  sameValue: Held | undefined = undefined;

  constructor(
    name: string,
    release: ReleaseFunction,
    releaseTimeoutMs: number | undefined,
  ) {
    this.name = name;
    this.release = release;
    this.releaseTimeoutMs = releaseTimeoutMs;
  }

  /** The value is here. */
  arrive(value: unknown, nowMs: number): void {
    this.value = value;
    this.state = "held";
    this.heldAtMs = nowMs;
    this.arrival = ++lastArrival;
  }

  /** It is history: nothing of it is kept alive but the figures. */
  end(state: ResourceState, nowMs: number, note: string): void {
    this.state = state;
    this.endedAtMs = nowMs;
    this.note = note;
    this.value = undefined;
    this.release = undefined;
    this.releasing = undefined;
    this.early = undefined;
  }
}
