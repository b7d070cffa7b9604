import { type MeasuredPipeline, pipelineOf } from "../shapes.ts";

interface Order {
  readonly id: number;
  readonly total: number;
}

const ORDERS: readonly Order[] = Array.from({ length: 1_000_000 }, (_, id) => ({
  id,
  total: id % 100,
}));

/** A third of a million objects: what they hold, doubled and added up. */
export const pipeline: MeasuredPipeline<"filterMapReduce"> = pipelineOf({
  shape: "filterMapReduce",
  run: (by) =>
    by.filterMapReduce(
      ORDERS,
      (order) => order.id % 3 === 0,
      (order) => order.total * 2,
      (sum: number, total) => sum + total,
      0,
    ),
  hand() {
    let sum = 0;
    for (let i = 0; i < ORDERS.length; i++) {
      const order = ORDERS[i]!;
      if (order.id % 3 === 0) sum += order.total * 2;
    }
    return sum;
  },
});
