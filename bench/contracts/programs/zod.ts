import { z } from "../rivals/zod.ts";

const save = z.function({ input: [z.object({ id: z.string() }), z.int()], output: z.string() })
  .implement((order) => order.id);

console.log(save({ id: "a" }, 1));
