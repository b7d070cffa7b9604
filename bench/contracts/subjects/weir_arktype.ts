import { contract } from "@weir/std/contracts";
import { type } from "../rivals/arktype.ts";
import { keep, type Order, ORDERS, type Subject } from "../save.ts";

interface Store {
  save(order: Order, retries: number, by: string): string;
}
const Order = type({ id: "string", amount: "number >= 0", tags: "string[]" });
const Store = contract<Store>("bench.Store", {
  members: {
    save: {
      params: [["order", Order], ["retries", type("number.integer")], ["by", type("string")]],
      returns: type("string"),
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

/** A contract whose schemas are all of ArkType. */
export const subject: Subject = {
  name: "contract of ArkType schemas",
  save: (...args: Parameters<Store["save"]>) => store.save(...args),
  run(times) {
    for (let i = 0; i < times; i++) keep(store.save(ORDERS[i & 15]!, i, "bench"));
    return Promise.resolve();
  },
};
