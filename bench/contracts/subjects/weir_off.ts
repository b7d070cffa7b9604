import { array, contract, integer, number, object, string } from "@weir/std/contracts";
import type { Form } from "../../measure/group.ts";
import { keep, type Order, ORDERS, type Store } from "../save.ts";

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

class Unchecked implements Store {
  save(order: Order, _retries: number, _by: string): string {
    return order.tags[0]!;
  }
}

const { save: original } = Unchecked.prototype;
Store.implement(Unchecked);
if (Object.is(Unchecked.prototype.save, original)) {
  throw new Error("Cannot check a call by nothing");
}
if ("setMode" in Store) (Store as unknown as { setMode(mode: string): void }).setMode("off");
if (!Object.is(Unchecked.prototype.save, original)) console.error("off: not there");

const store = new Unchecked();

/** A contract that is switched off: the function is the one that was written. */
export const form: Form = {
  name: "contract, off",
  run(times) {
    for (let i = 0; i < times; i++) keep(store.save(ORDERS[i & 15]!, i, "bench"));
    return Promise.resolve();
  },
};
