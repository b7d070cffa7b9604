import { numbers, pages } from "../numbers.ts";
import { type AsyncPipeline, asyncPipelineOf } from "../shapes.ts";

/** The same over pages; the loop by hand is given the items one by one. */
export const pipeline: AsyncPipeline<"pagesReduce"> = asyncPipelineOf({
  shape: "pagesReduce",
  run: (by) =>
    by.pagesReduce(
      pages,
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
