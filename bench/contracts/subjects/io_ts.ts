import * as t from "../rivals/io_ts.ts";
import { keep, type Order, ORDERS, type Subject } from "../save.ts";

interface PositiveBrand {
  readonly Positive: unique symbol;
}
const Amount = t.brand(
  t.number,
  (value): value is t.Branded<number, PositiveBrand> => value >= 0,
  "Positive",
);
const Order = t.type({ id: t.string, amount: Amount, tags: t.array(t.string) });
const parameters = t.tuple([Order, t.Int, t.string]);

function save(...args: readonly unknown[]): string {
  const decoded = parameters.decode(args);
  if (decoded._tag === "Left") throw new TypeError("Cannot save the order");
  const result = t.string.decode(decoded.right[0].tags[0]);
  if (result._tag === "Left") throw new TypeError("Cannot return what is not a text");
  return result.right;
}

/** Decoders, put around a function by hand. */
export const subject: Subject = {
  name: "io-ts decode",
  save,
  run(times) {
    for (let i = 0; i < times; i++) keep(save(ORDERS[i & 15]!, i, "bench"));
    return Promise.resolve();
  },
};
