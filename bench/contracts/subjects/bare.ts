import { keep, type Order, ORDERS, type Store } from "../save.ts";
import type { Form } from "../../measure/group.ts";

class Bare implements Store {
  save(order: Order, _retries: number, _by: string): string {
    return order.tags[0]!;
  }
}

const store = new Bare();

/** No checks at all. */
export const form: Form = {
  name: "no checks",
  run(times) {
    for (let i = 0; i < times; i++) keep(store.save(ORDERS[i & 15]!, i, "bench"));
    return Promise.resolve();
  },
};
