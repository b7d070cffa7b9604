import { Schema } from "../rivals/effect.ts";
import { keep, type Order, ORDERS, type Subject } from "../save.ts";

const Order = Schema.Struct({
  id: Schema.String,
  amount: Schema.Number.check(Schema.isGreaterThanOrEqualTo(0)),
  tags: Schema.Array(Schema.String),
});
const parameters = Schema.Tuple([Order, Schema.Int, Schema.String]);

const areParameters = Schema.is(parameters);
const isResult = Schema.is(Schema.String);
const decodeParameters = Schema.decodeUnknownSync(parameters);
const decodeResult = Schema.decodeUnknownSync(Schema.String);

function saveIfRight(order: Order, retries: number, by: string): string {
  if (!areParameters([order, retries, by])) throw new TypeError("Cannot save the order");
  const result = order.tags[0];
  if (!isResult(result)) throw new TypeError("Cannot return what is not a text");
  return result;
}

function saveDecoded(...args: readonly unknown[]): string {
  const [order] = decodeParameters(args);
  return decodeResult(order.tags[0]);
}

/** Questions to schemas, put around a function by hand. */
export const asking: Subject = {
  name: "Effect Schema.is",
  save: saveIfRight,
  run(times) {
    for (let i = 0; i < times; i++) keep(saveIfRight(ORDERS[i & 15]!, i, "bench"));
    return Promise.resolve();
  },
};

/** The same by decoding, which says what is wrong. */
export const decoding: Subject = {
  name: "Effect Schema.decodeUnknownSync",
  save: saveDecoded,
  run(times) {
    for (let i = 0; i < times; i++) keep(saveDecoded(ORDERS[i & 15]!, i, "bench"));
    return Promise.resolve();
  },
};
