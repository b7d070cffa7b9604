import { Schema } from "../rivals/effect.ts";

const parameters = Schema.Tuple([Schema.Struct({ id: Schema.String }), Schema.Int]);
const decodeParameters = Schema.decodeUnknownSync(parameters);
const decodeResult = Schema.decodeUnknownSync(Schema.String);

function save(...args: readonly unknown[]): string {
  const [order] = decodeParameters(args);
  return decodeResult(order.id);
}

console.log(save({ id: "a" }, 1));
