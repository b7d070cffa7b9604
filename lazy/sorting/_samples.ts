/** Positions that look random and are the same in every run: xorshift. */
export class Samples {
  #state = 0x9e3779b9 | 0;

  /** Picks positions from `low` to below `high`, the same one twice perhaps. */
  pick(low: number, high: number): number[] {
    const positions: number[] = [];
    for (let left = high - low > 4096 ? 63 : 15; left > 0; left--) {
      positions.push(low + this.#next() % (high - low));
    }
    return positions;
  }

  #next(): number {
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return this.#state >>> 0;
  }
}

/** The sample below which a share of all lies, about; never one of the very least. */
export function sampleAt<S>(sorted: ArrayLike<S>, share: number): S {
  return sorted[Math.max(2, Math.floor(share * sorted.length))]!;
}
