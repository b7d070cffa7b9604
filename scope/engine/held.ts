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
  | "late"
  | "moved";

/** A release outside of a close that has begun and not settled. */
export interface ReleaseUnderWay {
  /** Resolves once the release has settled or was cut; never rejects. */
  readonly settled: Promise<void>;
  /** Why it failed or was abandoned, once it has. */
  readonly failure: ReleaseFailure | undefined;
  /** Gives up on it: it is recorded as abandoned. */
  cut(limit: "release" | "close"): void;
}

/** What is known of a hold in a scope that is watched for leaks. */
export interface HoldWatch {
  /** Where it was acquired, as file, line and column; `undefined` where that is not recorded. */
  readonly place: string | undefined;
  /** It is held no longer; told again when a release that was abandoned settles after all. */
  end(state: ResourceState): void;
}

/** Whether a value still works: throws, rejects or answers `false` if it does not. */
export type HealthFunction = (value: never, context: { readonly signal: AbortSignal }) => unknown;

/** What a scope calls to release a value; what it returns is awaited if it is a promise. */
export type ReleaseFunction = (value: never, exit: ScopeExit) => unknown;

let lastId = 0;
let lastArrival = 0;

/** What only some resources need, and all of them in a scope that keeps a trace. */
export class HeldDetail {
  readonly id: number = ++lastId;
  /** `undefined` where the scope's own holds. */
  releaseTimeoutMs: number | undefined;
  /** Place in the order of arrival, for the picture. */
  arrival: number = Infinity;
  releasing: ReleaseUnderWay | undefined;
  /** What relies on it, where it was acquired as part of a graph; empties as they are released. */
  users: ReadonlySet<unknown> | undefined;
  /** Is called when another scope takes it over. */
  onMoved: (() => void) | undefined;
  /** Is called when its release is given up, with the reason; must not throw. */
  onAbandoned: ((error: Error) => void) | undefined;
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
  /** `undefined` where nobody looks for leaks. */
  watched: HoldWatch | undefined;
  /** `undefined` for what was adopted, and for resources that have no health check. */
  health: HealthFunction | undefined;
}

/**
 * One resource in one scope, from the wish for it until it is history. A program may hold a million
 * of them, so what is rarely needed is in {@linkcode HeldDetail}.
 */
export class Held implements Link<Held> {
  readonly name: string;
  value: unknown = undefined;
  release: ReleaseFunction | undefined;
  state: ResourceState = "held";
  detail: HeldDetail | undefined = undefined;
  older: Held | undefined = undefined;
  newer: Held | undefined = undefined;

  constructor(name: string, release: ReleaseFunction) {
    this.name = name;
    this.release = release;
  }

  /** Its details, made when first needed. */
  detailed(): HeldDetail {
    return this.detail ??= new HeldDetail();
  }

  /** It is held from now on. */
  arrive(value: unknown, nowMs: number | undefined): void {
    this.value = value;
    this.state = "held";
    if (this.detail === undefined) return;
    this.detail.heldAtMs = nowMs;
    this.detail.arrival = ++lastArrival;
  }

  /** It is the newest of the scope that took it over. */
  arriveAgain(): void {
    if (this.detail !== undefined) this.detail.arrival = ++lastArrival;
  }

  /** It is history: nothing of it is kept alive but the figures. */
  end(state: ResourceState, nowMs: number | undefined, note: string): void {
    this.state = state;
    this.value = undefined;
    this.release = undefined;
    if (this.detail === undefined) return;
    this.detail.watched?.end(state);
    this.detail.health = undefined;
    this.detail.endedAtMs = nowMs;
    this.detail.note = note;
    this.detail.releasing = undefined;
    this.detail.early = undefined;
  }
}
