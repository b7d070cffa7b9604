import { keep, type Order, ORDERS, type Store, type Subject } from "../save.ts";

/** The checks that all others make, too, written into the method. */
class ByHand implements Store {
  save(order: Order, retries: number, by: string): string {
    if (
      typeof order !== "object" || order === null || typeof order.id !== "string" ||
      typeof order.amount !== "number" || !(order.amount >= 0) || !areTexts(order.tags)
    ) throw new TypeError("Cannot save the order as it is not one");
    if (!Number.isSafeInteger(retries)) {
      throw new TypeError("Cannot save the order as retries is not an integer");
    }
    if (typeof by !== "string") throw new TypeError("Cannot save the order as nobody did");
    const result = order.tags[0];
    if (typeof result !== "string") throw new TypeError("Cannot return what is not a text");
    return result;
  }
}

function areTexts(values: unknown): boolean {
  if (!Array.isArray(values)) return false;
  for (let i = 0; i < values.length; i++) {
    if (typeof values[i] !== "string") return false;
  }
  return true;
}

const store = new ByHand();

/** The limit. */
export const subject: Subject = {
  name: "by hand",
  save: (...args: Parameters<Store["save"]>) => store.save(...args),
  run(times) {
    for (let i = 0; i < times; i++) keep(store.save(ORDERS[i & 15]!, i, "bench"));
    return Promise.resolve();
  },
};
