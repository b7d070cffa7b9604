import * as is from "../rivals/class_validator.ts";
import { keep, type Order, ORDERS, type Subject } from "../save.ts";

class OrderShape {
  id?: string;
  amount?: number;
  tags?: readonly string[];
}

class Parameters {
  order?: OrderShape;
  retries?: number;
  by?: string;
}

class Result {
  value?: string;
}

// Its decorators are those of old, which are functions of a prototype and a name.
is.IsString()(OrderShape.prototype, "id");
is.IsNumber()(OrderShape.prototype, "amount");
is.Min(0)(OrderShape.prototype, "amount");
is.IsArray()(OrderShape.prototype, "tags");
is.IsString({ each: true })(OrderShape.prototype, "tags");
is.IsDefined()(Parameters.prototype, "order");
is.ValidateNested()(Parameters.prototype, "order");
is.IsInt()(Parameters.prototype, "retries");
is.IsString()(Parameters.prototype, "by");
is.IsString()(Result.prototype, "value");

function save(order: Order, retries: number, by: string): string {
  const shape = Object.assign(new OrderShape(), order);
  mustBeValid(Object.assign(new Parameters(), { order: order && shape, retries, by }));
  const value = order.tags[0];
  mustBeValid(Object.assign(new Result(), { value }));
  return value!;
}

function mustBeValid(value: object): void {
  const errors = is.validateSync(value);
  if (errors.length > 0) throw new TypeError(`Cannot go on: ${errors.join(", ")}`);
}

/** Classes made for what is to be checked, as it checks only instances of them. */
export const subject: Subject = {
  name: "class-validator",
  save,
  run(times) {
    for (let i = 0; i < times; i++) keep(save(ORDERS[i & 15]!, i, "bench"));
    return Promise.resolve();
  },
};
