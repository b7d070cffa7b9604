import type { ScopeExit } from "../../mod.ts";
import type { Arriving, Leaving } from "./manners.ts";
import type { Place } from "./place.ts";

/** When a thing came to be held, as far as it can be known from outside: not before, and not after. */
export interface Era {
  readonly from: number;
  readonly to: number;
  /** Where it moved together with others: the order they had before. */
  readonly before?: Era;
}

/** Whether a thing of era `a` was surely held before one of era `b`. */
export function isOlder(a: Era, b: Era): boolean {
  if (a.from === b.from && a.before !== undefined && b.before !== undefined) {
    return isOlder(a.before, b.before);
  }
  return a.to < b.from;
}

/**
 * One hold of one value, and all that the outside learns of it. Instants named `…At` are numbers in
 * the order of events of the schedule, `Infinity` before they come; those named `…Ms` are on its clock.
 */
export class Thing {
  readonly name: string;
  /** What is held; several things may share it. */
  readonly value: object;
  readonly leaving: Leaving;
  /** The scope that holds it, or is to. */
  home: Place;

  /** How it is acquired; `undefined` for what is adopted. */
  arriving: Arriving | undefined = undefined;
  readonly startMs: number;
  attempts = 0;
  /** A try is under way. */
  isTried = false;
  /** It was said that no other try is worth it. */
  isGivenUp = false;
  /** When the next try is due. */
  retryMs: number | undefined = undefined;
  /** Errors of its own that acquiring may end with. */
  readonly ownErrors: unknown[] = [];
  controller: AbortController | undefined = undefined;
  abortedAt: number = Infinity;
  /** The signal it was handed, where it looked. */
  signal: AbortSignal | undefined = undefined;

  /** Has come to be, so that somebody must release it. */
  madeAt: number = Infinity;
  madeMs: number = Infinity;
  /** When that was due; before `madeMs` where the event loop stood still. */
  madeDueMs: number = Infinity;
  /** The caller has it. */
  knownAt: number = Infinity;
  era: Era | undefined = undefined;
  /** The caller was refused, and why. */
  refusal: { readonly reason: unknown } | undefined = undefined;
  /** It came while others were moved: it may be here or there. */
  isUncertain = false;

  releases = 0;
  begunAt: number = Infinity;
  begunMs: number = Infinity;
  /** What it was told, if it was. */
  exit: ScopeExit | undefined = undefined;
  /** How its scope stood when its release began. */
  stateThen: "open" | "closing" | "closed" = "open";
  /** A child of its scope was not closed then. */
  hadChildren = false;
  /** Somebody asked for it before its turn. */
  isEarly = false;
  /** What they told it. */
  earlyExit: ScopeExit | undefined = undefined;
  settledAt: number = Infinity;
  settledMs: number = Infinity;
  /** When that was due. */
  settledDueMs: number = Infinity;
  failure: { readonly error: unknown } | undefined = undefined;
  /** Somebody was told that its release was given up, and when they were. */
  timeout: Error | undefined = undefined;
  toldMs: number = Infinity;

  constructor(name: string, value: object, home: Place, leaving: Leaving, startMs: number) {
    this.name = name;
    this.value = value;
    this.home = home;
    this.leaving = leaving;
    this.startMs = startMs;
  }

  /** Somebody must release it. */
  get isMade(): boolean {
    return this.madeAt !== Infinity;
  }

  /** It is held, as far as the outside can tell, and its turn has not come. */
  get isHeld(): boolean {
    return this.knownAt !== Infinity && this.begunAt === Infinity;
  }

  /** It came after its caller had been refused. */
  get isLate(): boolean {
    return this.refusal !== undefined && this.isMade;
  }

  /** Its release has begun and is not over. */
  get isGoing(): boolean {
    return this.begunAt !== Infinity && this.settledAt === Infinity;
  }

  /** It was released when its turn came in the close of its scope. */
  get wentInTurn(): boolean {
    return this.begunAt !== Infinity && !this.isEarly && !this.isLate && !this.isUncertain;
  }
}
