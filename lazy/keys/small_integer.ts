/**
 * Tells whether a key may have a place in a table: an integer from 0 to 2^32 - 1. It holds for -0, which
 * has the place of 0, as it is the same key to a `Map` and to a `Set`.
 */
export function isSmallInteger(key: unknown): key is number {
  return typeof key === "number" && key >>> 0 === key;
}

/**
 * How many places a table needs to hold a key: the least power of two above it.
 *
 * @param key An integer from 0 to 2^31 - 1.
 */
export function placesFor(key: number): number {
  return 2 ** (32 - Math.clz32(key));
}
