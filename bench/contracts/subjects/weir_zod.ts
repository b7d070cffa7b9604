import { contract } from "@weir/std/contracts";
import { z } from "../rivals/zod.ts";
import { keep, type Order, ORDERS, type Subject } from "../save.ts";

interface Store {
  save(order: Order, retries: number, by: string): string;
}
const Order = z.object({ id: z.string(), amount: z.number().min(0), tags: z.array(z.string()) });
const Store = contract<Store>("bench.Store", {
  members: {
    save: {
      params: [["order", Order], ["retries", z.int()], ["by", z.string()]],
      returns: z.string(),
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

/** A contract whose schemas are all of zod. */
export const subject: Subject = {
  name: "contract of zod schemas",
  save: (...args: Parameters<Store["save"]>) => store.save(...args),
  run(times) {
    for (let i = 0; i < times; i++) keep(store.save(ORDERS[i & 15]!, i, "bench"));
    return Promise.resolve();
  },
};
