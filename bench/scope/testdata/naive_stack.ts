import { giveUp } from "../give_up.ts";
import type { Holder, Item, OpeningItem, Subject } from "../battery/subject.ts";

/** What is written before anything has gone wrong: it has every fault that the battery knows. */
class NaiveStack implements Holder {
  readonly #items: Item[] = [];
  #isClosed = false;

  hold(item: Item): void {
    this.#items.push(item);
  }

  async acquire(item: OpeningItem, { signal }: { readonly signal?: AbortSignal }): Promise<void> {
    await giveUp(item.open(), signal === undefined ? {} : { signal });
    this.#items.push(item);
  }

  child(): Holder {
    return new NaiveStack();
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const item of this.#items) await item.close(undefined);
  }
}

/** The library that passes no case. */
export const naiveStack: Subject = {
  name: "naive stack",
  none: {},
  form: {
    open: () => new NaiveStack(),
    async run(body) {
      const stack = new NaiveStack();
      try {
        await body(stack);
      } finally {
        await stack.close();
      }
    },
  },
};
