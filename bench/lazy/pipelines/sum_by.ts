import { ORDERS } from "../orders.ts";
import { type MeasuredPipeline, pipelineOf, sortedEntries } from "../shapes.ts";

/** A million orders, added up by city. */
export const pipeline: MeasuredPipeline<"sumBy"> = pipelineOf({
  shape: "sumBy",
  normal: sortedEntries,
  run: (by) => by.sumBy(ORDERS, (order) => order.city, (order) => order.total),
  hand() {
    const sums = new Map<string, number>();
    for (let i = 0; i < ORDERS.length; i++) {
      const { city, total } = ORDERS[i]!;
      sums.set(city, (sums.get(city) ?? 0) + total);
    }
    return sums;
  },
});
