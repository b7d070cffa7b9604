import { Compile, Type } from "../rivals/typebox.ts";

const order = Compile(Type.Object({ id: Type.String() }));
const integer = Compile(Type.Integer());
const string = Compile(Type.String());

function save(given: unknown, retries: unknown): string {
  return integer.Check(retries) ? string.Parse(order.Parse(given).id) : "";
}

console.log(save({ id: "a" }, 1));
