import { type } from "../rivals/arktype.ts";

const save = type.fn(type({ id: "string" }), "number.integer", ":", "string")((order) => order.id);

console.log(save({ id: "a" }, 1));
