import { contract } from "@weir/std/contracts";
import * as v from "../rivals/valibot.ts";
import { keep, type Order, ORDERS, type Subject } from "../save.ts";

interface Store {
  save(order: Order, retries: number, by: string): string;
}
const Order = v.object({
  id: v.string(),
  amount: v.pipe(v.number(), v.minValue(0)),
  tags: v.array(v.string()),
});
const Store = contract<Store>("bench.Store", {
  members: {
    save: {
      params: [["order", Order], ["retries", v.pipe(v.number(), v.integer())], ["by", v.string()]],
      returns: v.string(),
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

/** A contract whose schemas are all of valibot. */
export const subject: Subject = {
  name: "contract of valibot schemas",
  save: (...args: Parameters<Store["save"]>) => store.save(...args),
  run(times) {
    for (let i = 0; i < times; i++) keep(store.save(ORDERS[i & 15]!, i, "bench"));
    return Promise.resolve();
  },
};
