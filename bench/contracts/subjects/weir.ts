import { array, contract, integer, number, object, string } from "@weir/std/contracts";
import { keep, type Order, ORDERS, type Store, type Subject } from "../save.ts";

const Store = contract<Store>("bench.Store", {
  members: {
    save: {
      params: [
        ["order", object({ id: string(), amount: number({ min: 0 }), tags: array(string()) })],
        ["retries", integer()],
        ["by", string()],
      ],
      returns: string(),
    },
  },
});

class Checked implements Store {
  static {
    Store.implement(this);
  }
  save(order: Order, _retries: number, _by: string): string {
    return order.tags[0]!;
  }
}

const store = new Checked();

/** A contract of our own schemas. */
export const subject: Subject = {
  name: "contract",
  save: (...args: Parameters<Store["save"]>) => store.save(...args),
  run(times) {
    for (let i = 0; i < times; i++) keep(store.save(ORDERS[i & 15]!, i, "bench"));
    return Promise.resolve();
  },
};
