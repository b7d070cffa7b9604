/** How a promise stands after some time. */
export type Settled =
  | { readonly status: "fulfilled" }
  | { readonly status: "rejected"; readonly reason: unknown }
  | { readonly status: "pending" };

/** Waits for a promise, but no longer than `ms` milliseconds; it never rejects. */
export async function settleWithin(promise: Promise<unknown>, ms: number): Promise<Settled> {
  const late = Promise.withResolvers<Settled>();
  const timer = setTimeout(() => late.resolve({ status: "pending" }), ms);
  const settled = promise.then(
    (): Settled => ({ status: "fulfilled" }),
    (reason: unknown): Settled => ({ status: "rejected", reason }),
  );
  const outcome = await Promise.race([settled, late.promise]);
  clearTimeout(timer);
  return outcome;
}

/** Lets everything happen that waits for nothing but its turn, timers that are due included. */
export async function turn(): Promise<void> {
  for (let times = 0; times < 3; times++) await new Promise((resolve) => setTimeout(resolve, 0));
}
