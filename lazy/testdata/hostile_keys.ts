import fc from "fast-check";

const SAME = Object.freeze({});

/** Keys at which tables and hash tables are easily told apart. */
export const HOSTILE_KEYS: readonly unknown[] = [
  ...[0, -0, 1, -1, 0.5, NaN, -NaN, Infinity, -Infinity],
  ...[31, 32, 127, 128, 1023, 1024, 4095, 4096, 65_535, 65_536],
  ...[2 ** 18 - 1, 2 ** 18, 2 ** 18 + 1, 2 ** 22 - 1, 2 ** 22, 2 ** 22 + 1],
  ...[2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 32 + 1, 2 ** 53, -(2 ** 31), -(2 ** 32)],
  ...["", "0", "1", "-0", "NaN", "undefined", 0n, 1n, 2n ** 64n],
  ...[undefined, null, true, false, SAME, {}, [], Symbol.iterator, Symbol.for("1"), () => {}],
];

/** Sequences of keys: hostile ones, dense and sparse integers, and texts, with repeats. */
export function keySequences(): fc.Arbitrary<unknown[]> {
  const key = fc.oneof(
    fc.constantFrom(...HOSTILE_KEYS),
    fc.nat({ max: 40 }),
    fc.nat({ max: 2 ** 14 }),
    fc.nat({ max: 2 ** 23 }),
    fc.double({ min: -4, max: 4 }),
    fc.string({ maxLength: 1 }),
  );
  const repeated = fc.array(key, { maxLength: 60 }).chain((keys) =>
    keys.length === 0
      ? fc.constant<unknown[]>([])
      : fc.array(fc.constantFrom(...keys), { maxLength: 120 })
  );
  const dense = fc.tuple(
    fc.nat({ max: 9_000 }),
    fc.nat({ max: 300 }),
    fc.integer({ min: 1, max: 97 }),
  )
    .map(([start, length, step]) => Array.from({ length }, (_, at) => start + at * step));
  return fc.array(fc.oneof({ arbitrary: repeated, weight: 2 }, { arbitrary: dense, weight: 1 }), {
    maxLength: 4,
  }).map((parts) => parts.flat());
}
