import { type } from "../rivals/arktype.ts";
import { keep, ORDERS, type Subject } from "../save.ts";

const Order = type({ id: "string", amount: "number >= 0", tags: "string[]" });
const save = type.fn(Order, "number.integer", "string", ":", "string")(
  (order, _retries, _by) => order.tags[0]!,
);

/** A function that ArkType wraps. */
export const subject: Subject = {
  name: "ArkType type.fn",
  save,
  run(times) {
    for (let i = 0; i < times; i++) keep(save(ORDERS[i & 15] as typeof Order.infer, i, "bench"));
    return Promise.resolve();
  },
};
