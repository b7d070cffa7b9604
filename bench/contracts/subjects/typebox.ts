import { Compile, Type } from "../rivals/typebox.ts";
import { keep, type Order, ORDERS, type Subject } from "../save.ts";

const order = Compile(Type.Object({
  id: Type.String(),
  amount: Type.Number({ minimum: 0 }),
  tags: Type.Array(Type.String()),
}));
const integer = Compile(Type.Integer());
const string = Compile(Type.String());

function save(given: Order, retries: number, by: string): string {
  if (!order.Check(given)) throw new TypeError("Cannot save the order as it is not one");
  if (!integer.Check(retries)) throw new TypeError("Cannot save the order that often");
  if (!string.Check(by)) throw new TypeError("Cannot save the order as nobody did");
  const result = given.tags[0];
  if (!string.Check(result)) throw new TypeError("Cannot return what is not a text");
  return result;
}

/** Compiled checks, put around a function by hand as TypeBox wraps none. */
export const subject: Subject = {
  name: "TypeBox compiled",
  save,
  run(times) {
    for (let i = 0; i < times; i++) keep(save(ORDERS[i & 15]!, i, "bench"));
    return Promise.resolve();
  },
};
