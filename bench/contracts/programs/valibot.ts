import * as v from "../rivals/valibot.ts";

const parameters = v.tuple([v.object({ id: v.string() }), v.pipe(v.number(), v.integer())]);
const Save = v.pipe(v.function(), v.args(parameters), v.returns(v.string()));
const save = v.parse(Save, (order: { readonly id: string }) => order.id);

console.log(save({ id: "a" }, 1));
