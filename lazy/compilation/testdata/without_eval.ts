/**
 * Tries the module where no code can be generated, and prints what came of it as JSON.
 *
 * @module
 */
import { asyncSeq, compile, range, reducers, type Seq, seq } from "../../mod.ts";

function refusal(): unknown {
  try {
    return compile((source: Seq<number>) => source.map((n) => n + 1));
  } catch (error) {
    const { name, message, cause } = error as Error;
    return { name, message, cause: (cause as Error).name };
  }
}

const numbers = range(0, 20).filter((n) => n % 3 === 0).map((n) => n * 2);
console.log(JSON.stringify({
  refusal: refusal(),
  reduced: numbers.reduce((total, n) => total + n, 0),
  pulled: [...numbers.take(2)],
  sorted: seq([3, 1, 2]).sort().take(2).toArray(),
  counted: [...seq(["a", "b", "a"]).countBy((letter) => letter)],
  aggregated: numbers.aggregate({ count: reducers.count(), most: reducers.max() }),
  page: numbers.page(2, 3).items,
  later: await asyncSeq([1, 2, 3]).map((n) => Promise.resolve(n), { concurrency: 2 }).toArray(),
}));
