import { ORDERS } from "../orders.ts";
import { type MeasuredPipeline, pipelineOf } from "../shapes.ts";

/** How many orders, what they add up to, and the largest. */
export const pipeline: MeasuredPipeline<"aggregate"> = pipelineOf({
  shape: "aggregate",
  run: (by) => by.aggregate(ORDERS, (order) => order.total),
  hand() {
    let count = 0;
    let sum = 0;
    let max = -Infinity;
    for (let i = 0; i < ORDERS.length; i++) {
      const { total } = ORDERS[i]!;
      count++;
      sum += total;
      if (total > max) max = total;
    }
    return { count, sum, max };
  },
});
