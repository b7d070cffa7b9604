import { z } from "../rivals/zod.ts";
import { keep, ORDERS, type Subject } from "../save.ts";

const Order = z.object({ id: z.string(), amount: z.number().min(0), tags: z.array(z.string()) });
const save = z.function({ input: [Order, z.int(), z.string()], output: z.string() })
  .implement((order, _retries, _by) => order.tags[0]!);

/** A function that zod wraps. */
export const subject: Subject = {
  name: "zod z.function",
  save,
  run(times) {
    for (let i = 0; i < times; i++) keep(save(ORDERS[i & 15] as z.infer<typeof Order>, i, "bench"));
    return Promise.resolve();
  },
};
