/**
 * Bytes by chance, the same for the same seed and number on every machine, and each number on its
 * own, so that the schedule that failed can be had again without those before it. (sfc32, the small
 * generator of PractRand.)
 */
export function randomBytes(seed: number, number: number, count: number): Uint8Array {
  let a = seed | 0;
  let b = number | 0;
  let c = (number / 2 ** 32) | 0;
  let counter = 1;
  const next = () => {
    const drawn = (((a + b) | 0) + counter++) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + drawn) | 0;
    return drawn;
  };
  for (let round = 0; round < 12; round++) next();
  const bytes = new Uint8Array(count);
  for (let at = 0; at < count; at += 4) {
    const drawn = next();
    bytes[at] = drawn;
    bytes[at + 1] = drawn >>> 8;
    bytes[at + 2] = drawn >>> 16;
    bytes[at + 3] = drawn >>> 24;
  }
  return bytes;
}
