import { ORDERS } from "../orders.ts";
import { type MeasuredPipeline, pipelineOf, sortedEntries } from "../shapes.ts";

/** A million orders, counted by city. */
export const pipeline: MeasuredPipeline<"countBy"> = pipelineOf({
  shape: "countBy",
  normal: sortedEntries,
  run: (by) => by.countBy(ORDERS, (order) => order.city),
  hand() {
    const counts = new Map<string, number>();
    for (let i = 0; i < ORDERS.length; i++) {
      const { city } = ORDERS[i]!;
      counts.set(city, (counts.get(city) ?? 0) + 1);
    }
    return counts;
  },
});
