let lastMs = NaN;
let lastIso = "";

/** Events come in bursts, and writing a time costs as much as the rest of the record. */
export function isoTime(atMs: number): string {
  const ms = Math.floor(atMs);
  if (ms !== lastMs) {
    lastIso = new Date(ms).toISOString();
    lastMs = ms;
  }
  return lastIso;
}

/** Clocks tell no more, and their differences have a long tail of digits that mean nothing. */
export function toMicroseconds(ms: number): number {
  return Math.round(ms * 1_000) / 1_000;
}
