import type { Held } from "./held.ts";

/** Finds what a scope holds by its value; built when somebody first asks. */
export class HeldIndex {
  /** The newest with each value last. */
  readonly #byValue: Map<unknown, Held[]> = new Map();

  constructor(held: readonly Held[]) {
    for (const one of held) this.add(one);
  }

  add(held: Held): void {
    const same = this.#byValue.get(held.value);
    if (same === undefined) this.#byValue.set(held.value, [held]);
    else same.push(held);
  }

  remove(held: Held): void {
    const same = this.#byValue.get(held.value)!;
    if (same.length === 1) this.#byValue.delete(held.value);
    else same.splice(same.lastIndexOf(held), 1);
  }

  /** The newest with this value; one that is being released already only where there is no other. */
  find(value: unknown): Held | undefined {
    const same = this.#byValue.get(value);
    return same?.findLast((held) => held.state === "held") ?? same?.at(-1);
  }
}
