import assert from "node:assert/strict";
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

const original = Unchecked.prototype.save;
Store.implement(Unchecked);
assert.notEqual(Unchecked.prototype.save, original);
Store.setMode("off");
assert.equal(Unchecked.prototype.save, original);

const store = new Unchecked();

/** A contract that is switched off: the function is the one that was written. */
export const form: Form = {
  name: "contract, off",
  run(times) {
    for (let i = 0; i < times; i++) keep(store.save(ORDERS[i & 15]!, i, "bench"));
    return Promise.resolve();
  },
};
