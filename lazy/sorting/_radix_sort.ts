/** Bits of a digit: six digits hold the 64 bits of a number. */
const DIGIT = 11;
const RADIX = 1 << DIGIT;
const DIGITS_PER_WORD = 3;

/** Which half of a number is its lower word: the first, wherever programs run today. */
const LOW_WORD = new Uint32Array(new Float64Array([1]).buffer)[0] === 0 ? 0 : 1;

/**
 * Sorts numbers in place, digit by digit, and carries a number along with each. Needs no comparison;
 * digits that all numbers share, as most of those of integers, cost nothing. `NaN` must not be among
 * them, and `-0` goes before `0`.
 */
export function radixSort(keys: Float64Array<ArrayBuffer>, order?: Uint32Array<ArrayBuffer>): void {
  const words = new Uint32Array(keys.buffer, keys.byteOffset, 2 * keys.length);
  const counts = countDigits(words);
  let from = { words, order };
  let to = {
    words: new Uint32Array(words.length),
    order: order === undefined ? undefined : new Uint32Array(order.length),
  };
  for (let digit = 0; digit < 2 * DIGITS_PER_WORD; digit++) {
    const word = digit < DIGITS_PER_WORD ? LOW_WORD : 1 - LOW_WORD;
    const shift = digit % DIGITS_PER_WORD * DIGIT;
    const places = counts.subarray(digit * RADIX, (digit + 1) * RADIX);
    if (places[(words[word]! >>> shift) & (RADIX - 1)] === keys.length) continue;
    toPlaces(places);
    if (order === undefined) spread(from.words, to.words, word, shift, places);
    else spreadWith(from.words, to.words, word, shift, places, from.order!, to.order!);
    [from, to] = [to, from];
  }
  if (from.words !== words) {
    words.set(from.words);
    order?.set(from.order!);
  }
  restoreBits(words);
}

/** Changes the bits so that their order is that of the numbers, and counts how often each digit occurs. */
function countDigits(words: Uint32Array): Uint32Array<ArrayBuffer> {
  const counts = new Uint32Array(2 * DIGITS_PER_WORD * RADIX);
  for (let i = 0; i < words.length; i += 2) {
    let low = words[i + LOW_WORD]!;
    let high = words[i + 1 - LOW_WORD]!;
    const sign = high >> 31;
    low ^= sign;
    high ^= sign | 0x80000000;
    words[i + LOW_WORD] = low;
    words[i + 1 - LOW_WORD] = high;
    counts[low & (RADIX - 1)]!++;
    counts[RADIX + ((low >>> DIGIT) & (RADIX - 1))]!++;
    counts[2 * RADIX + (low >>> 2 * DIGIT)]!++;
    counts[3 * RADIX + (high & (RADIX - 1))]!++;
    counts[4 * RADIX + ((high >>> DIGIT) & (RADIX - 1))]!++;
    counts[5 * RADIX + (high >>> 2 * DIGIT)]!++;
  }
  return counts;
}

function restoreBits(words: Uint32Array): void {
  for (let i = 0; i < words.length; i += 2) {
    const high = words[i + 1 - LOW_WORD]!;
    const sign = ~(high >> 31);
    words[i + LOW_WORD]! ^= sign;
    words[i + 1 - LOW_WORD] = high ^ (sign | 0x80000000);
  }
}

/** Makes of how often each digit occurs where the first number with it goes. */
function toPlaces(counts: Uint32Array): void {
  let sum = 0;
  for (let digit = 0; digit < RADIX; digit++) {
    const count = counts[digit]!;
    counts[digit] = sum;
    sum += count;
  }
}

function spread(
  from: Uint32Array,
  to: Uint32Array,
  word: number,
  shift: number,
  places: Uint32Array,
): void {
  for (let i = 0; i < from.length; i += 2) {
    const place = 2 * places[(from[i + word]! >>> shift) & (RADIX - 1)]!++;
    to[place] = from[i]!;
    to[place + 1] = from[i + 1]!;
  }
}

function spreadWith(
  from: Uint32Array,
  to: Uint32Array,
  word: number,
  shift: number,
  places: Uint32Array,
  fromOrder: Uint32Array,
  toOrder: Uint32Array,
): void {
  for (let i = 0; i < fromOrder.length; i++) {
    const place = places[(from[2 * i + word]! >>> shift) & (RADIX - 1)]!++;
    to[2 * place] = from[2 * i]!;
    to[2 * place + 1] = from[2 * i + 1]!;
    toOrder[place] = fromOrder[i]!;
  }
}
