const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A duration for people: about three digits and a unit, as `420 µs`, `1.2 ms`, `3.4 s`, `2 h 05 min`. */
export function formatDuration(durationMs: number): string {
  if (Math.round(durationMs * 1_000) < SECOND_MS) return `${Math.round(durationMs * 1_000)} µs`;
  if (Math.round(durationMs) < SECOND_MS) return `${threeDigits(durationMs)} ms`;
  if (Math.round(durationMs / 100) < 600) return `${threeDigits(durationMs / SECOND_MS)} s`;
  const seconds = Math.round(durationMs / SECOND_MS) * SECOND_MS;
  if (seconds < HOUR_MS) return twoUnits(seconds, MINUTE_MS, "min", SECOND_MS, "s");
  const minutes = Math.round(durationMs / MINUTE_MS) * MINUTE_MS;
  if (minutes < DAY_MS) return twoUnits(minutes, HOUR_MS, "h", MINUTE_MS, "min");
  const hours = Math.round(durationMs / HOUR_MS) * HOUR_MS;
  return twoUnits(hours, DAY_MS, "d", HOUR_MS, "h");
}

/** One decimal below a hundred, none above. */
function threeDigits(value: number): string {
  return Math.round(value * 10) < 1_000 ? value.toFixed(1) : value.toFixed(0);
}

function twoUnits(
  ms: number,
  largeMs: number,
  large: string,
  smallMs: number,
  small: string,
): string {
  const rest = String(Math.floor((ms % largeMs) / smallMs)).padStart(2, "0");
  return `${Math.floor(ms / largeMs)} ${large} ${rest} ${small}`;
}
