import { IsInt, IsString, ValidateNested, validateSync } from "../rivals/class_validator.ts";

class Order {
  id?: string;
}

class Parameters {
  order?: Order;
  retries?: number;
}

IsString()(Order.prototype, "id");
ValidateNested()(Parameters.prototype, "order");
IsInt()(Parameters.prototype, "retries");

const order = Object.assign(new Order(), { id: "a" });
console.log(validateSync(Object.assign(new Parameters(), { order, retries: 1 })));
