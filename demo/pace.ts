/** A stretch of the run with one rate. */
export type Phase = "quiet" | "burst 1" | "burst 2";

/** How the deliveries from a place on are sent. */
export interface Pace {
  /** Name of the stretch. */
  readonly phase: Phase;
  /** The first place that belongs to the next stretch. */
  readonly until: number;
  /** Rate that the sender aims at. */
  readonly perSecond: number;
  /** Silence before the stretch begins, in milliseconds. */
  readonly pauseMs: number;
}

const quietPerSecond = 60;
/** The most that is aimed at: what is reached is what sender, receiver and machine can do. */
const burstPerSecond = 6_000;

/** Quiet for some seconds, a burst up to the middle, a pause, a second burst. */
export function paceAt(index: number, deliveries: number): Pace {
  const quiet = Math.min(240, Math.ceil(deliveries * 0.012));
  const middle = Math.max(quiet, Math.ceil(deliveries / 2));
  if (index < quiet) {
    return { phase: "quiet", until: quiet, perSecond: quietPerSecond, pauseMs: 0 };
  }
  if (index < middle) {
    return { phase: "burst 1", until: middle, perSecond: burstPerSecond, pauseMs: 0 };
  }
  const pauseMs = Math.min(2_000, deliveries / 10);
  return { phase: "burst 2", until: deliveries, perSecond: burstPerSecond, pauseMs };
}
