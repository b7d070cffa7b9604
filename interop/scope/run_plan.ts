/** What is to happen to one run; the seed decides. */
export interface RunPlan {
  /** Name of its lock and primary key of its row. */
  readonly id: number;
  /** Where its body throws, if it does: before or after it has written its row. */
  readonly throws: "never" | "early" | "late";
  /** Milliseconds after which it gives up acquiring, by a timeout or by a signal; else it is patient. */
  readonly givesUp?: { readonly by: "timeout" | "signal"; readonly afterMs: number };
  /** Milliseconds that its body does nothing while it holds everything. */
  readonly holdMs: number;
  /** Who cuts its connection at the moment it commits, if anybody does, and how soon. */
  readonly cutBy?: { readonly whom: "server" | "client"; readonly afterMs: number };
}

/** The plan of every run. */
export function planRuns(count: number, seed: number): RunPlan[] {
  const random = randomOf(seed);
  return Array.from({ length: count }, (_, id) => {
    const throws = random() < 1 / 3 ? (random() < 0.5 ? "early" : "late") : "never";
    const isImpatient = random() < 0.04;
    const by = random() < 0.5 ? "timeout" : "signal";
    const afterMs = random() * 15;
    const isCut = throws === "never" && random() < 0.05;
    const whom = random() < 0.4 ? "server" : "client";
    const cutAfterMs = random() * 2;
    return {
      id,
      throws,
      ...(isImpatient ? { givesUp: { by, afterMs } } : {}),
      holdMs: random() < 0.2 ? random() * 10 : 0,
      ...(isCut ? { cutBy: { whom, afterMs: cutAfterMs } } : {}),
    };
  });
}

/** Numbers from 0 to below 1 that follow from the seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
