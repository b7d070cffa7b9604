import { isInteger, isOrder, isText } from "../rivals/typia.ts";
import { keep, type Order, ORDERS, type Subject } from "../save.ts";

function save(given: Order, retries: number, by: string): string {
  if (!isOrder(given)) throw new TypeError("Cannot save the order as it is not one");
  if (!isInteger(retries)) throw new TypeError("Cannot save the order that often");
  if (!isText(by)) throw new TypeError("Cannot save the order as nobody did");
  const result = given.tags[0];
  if (!isText(result)) throw new TypeError("Cannot return what is not a text");
  return result;
}

/** Checks that a compiler generated beforehand, put around a function by hand. */
export const subject: Subject = {
  name: "typia, generated beforehand",
  save,
  run(times) {
    for (let i = 0; i < times; i++) keep(save(ORDERS[i & 15]!, i, "bench"));
    return Promise.resolve();
  },
};
