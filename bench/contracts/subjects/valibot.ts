import * as v from "../rivals/valibot.ts";
import { keep, type Order, ORDERS, type Subject } from "../save.ts";

const Order = v.object({
  id: v.string(),
  amount: v.pipe(v.number(), v.minValue(0)),
  tags: v.array(v.string()),
});
const Save = v.pipe(
  v.function(),
  v.args(v.tuple([Order, v.pipe(v.number(), v.integer()), v.string()])),
  v.returns(v.string()),
);
const save = v.parse(Save, (order: Order, _retries: number, _by: string) => order.tags[0]);

/** A function that valibot wraps. */
export const subject: Subject = {
  name: "valibot v.args, v.returns",
  save,
  run(times) {
    for (let i = 0; i < times; i++) {
      keep(save(ORDERS[i & 15] as v.InferOutput<typeof Order>, i, "bench"));
    }
    return Promise.resolve();
  },
};
