import { numbers } from "../numbers.ts";
import { type AsyncPipeline, asyncPipelineOf } from "../shapes.ts";

/** A third of the integers, doubled and added up. */
export const pipeline: AsyncPipeline<"filterMapReduce"> = asyncPipelineOf({
  shape: "filterMapReduce",
  run: (by) =>
    by.filterMapReduce(
      numbers(),
      (number) => number % 3 === 0,
      (number) => number * 2,
      (total: number, number) => total + number,
      0,
    ),
  async hand() {
    let total = 0;
    for await (const number of numbers()) {
      if (number % 3 === 0) total += number * 2;
    }
    return total;
  },
});
