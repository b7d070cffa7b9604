import { Chain } from "./chain.ts";
import type { Held } from "./held.ts";

/** What a scope holds, in the order of arrival; an index by value is built when first needed. */
export class HeldSet {
  readonly #chain: Chain<Held> = new Chain();
  #byValue: Map<unknown, Held> | undefined;

  get size(): number {
    return this.#chain.size;
  }

  get newest(): Held | undefined {
    return this.#chain.newest;
  }

  add(held: Held): void {
    this.#chain.add(held);
    if (this.#byValue !== undefined) this.#index(this.#byValue, held);
  }

  remove(held: Held): void {
    this.#chain.remove(held);
    if (this.#byValue !== undefined) this.#unindex(this.#byValue, held);
  }

  /** The newest with this value. */
  find(value: unknown): Held | undefined {
    if (this.#byValue === undefined) {
      this.#byValue = new Map();
      for (const held of this.#chain.toArray()) this.#index(this.#byValue, held);
    }
    return this.#byValue.get(value);
  }

  toArray(): Held[] {
    return this.#chain.toArray();
  }

  #index(byValue: Map<unknown, Held>, held: Held): void {
    held.sameValue = byValue.get(held.value);
    byValue.set(held.value, held);
  }

  /** Of those with the same value the newest always goes first, so it is the one in the index. */
  #unindex(byValue: Map<unknown, Held>, held: Held): void {
    if (held.sameValue === undefined) byValue.delete(held.value);
    else byValue.set(held.value, held.sameValue);
    held.sameValue = undefined;
  }
}
