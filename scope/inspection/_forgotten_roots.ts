import type { ForgottenScope } from "./leaks.ts";

/** Roots that were found, those opened by the same code as one; the newest kinds are kept. */
export class ForgottenRoots {
  readonly #limit: number;
  readonly #byPlace: Map<string, ForgottenScope> = new Map();
  /** How many roots are no longer kept. */
  dropped = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(root: Omit<ForgottenScope, "count">): void {
    const key = root.place ?? root.path;
    const same = this.#byPlace.get(key);
    this.#byPlace.delete(key);
    this.#byPlace.set(key, Object.freeze({ ...root, count: (same?.count ?? 0) + 1 }));
    if (this.#byPlace.size <= this.#limit) return;
    const [[oldest, { count }]] = this.#byPlace as unknown as [[string, ForgottenScope]];
    this.#byPlace.delete(oldest);
    this.dropped += count;
  }

  /** The kinds, those that were found last at the end. */
  toArray(): ForgottenScope[] {
    return [...this.#byPlace.values()];
  }
}
