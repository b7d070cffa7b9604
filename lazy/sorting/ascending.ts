/** The order of `<`, with `NaN` last, which `<` leaves without a place: how items are sorted by default. */
export function ascending<T>(a: T, b: T): number {
  if (a < b) return -1;
  if (a > b) return 1;
  return a === b ? 0 : Number(Number.isNaN(a)) - Number(Number.isNaN(b));
}

/** The same for those who only ask whether `a` goes first: that is half the work. */
export function ascendingBefore<T>(a: T, b: T): number {
  return a < b || Number.isNaN(b) && !Number.isNaN(a) ? -1 : 0;
}
