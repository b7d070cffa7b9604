/** Where numbers come from that look random and are the same in every run. */
function dice(): (below: number) => number {
  let state = 12345;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return Math.floor(state / 2 ** 32 * below);
  };
}

/** Makes median-of-3 quicksort quadratic: each pivot splits off two items only. */
function medianOf3Killer(size: number): number[] {
  const half = size >> 1;
  return Array.from({ length: size }, (_, i) => {
    if (i >= half) return 2 * (i - half + 1);
    return i % 2 === 0 ? i + 1 : half + i + (half % 2 === 0 ? 0 : 1);
  });
}

/** Orders of numbers that quicksorts are afraid of. */
export const PATTERNS: Readonly<Record<string, (size: number) => number[]>> = {
  "sorted": (size) => Array.from({ length: size }, (_, i) => i),
  "reversed": (size) => Array.from({ length: size }, (_, i) => size - i),
  "all equal": (size) => Array.from({ length: size }, () => 7),
  "organ pipe": (size) => Array.from({ length: size }, (_, i) => Math.min(i, size - i)),
  "sawtooth": (size) => Array.from({ length: size }, (_, i) => i % 1_000),
  "few distinct": (size) => {
    const below = dice();
    return Array.from({ length: size }, () => below(8));
  },
  "sorted, then a tenth at random": (size) => {
    const below = dice();
    return Array.from({ length: size }, (_, i) => i < size * 0.9 ? i : below(size));
  },
  "median-of-3 killer": medianOf3Killer,
};

/** Whole numbers at random. */
export function randomNumbers(size: number): number[] {
  const below = dice();
  return Array.from({ length: size }, () => below(1e9));
}
