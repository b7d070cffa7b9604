/**
 * Measures how far the live heap grows while one implementation runs one async pipeline, in a process
 * of its own, and writes it as JSON. All garbage is collected at ten items of the source, evenly
 * spaced, and what is left then is what the pipeline holds; buffers outside the heap count. Takes
 * the names of the pipeline and of the implementation.
 *
 * @module
 */
import { collectGarbage } from "../../../measure/interleave.ts";
import { load } from "../implementations.ts";
import type { AsyncShapes } from "../shapes.ts";
import { type Integers, PIPELINES } from "./pipelines.ts";

const POINTS = 10;

/** The answer, held until the heap has been looked at. */
export let kept: unknown;

function liveBytes(): number {
  collectGarbage("major");
  const { heapUsed, external } = Deno.memoryUsage();
  return heapUsed + external;
}

/** Integers, made one by one; calls back at ten of them. */
function integers(count: number, atPoint: () => void): Integers {
  const step = Math.ceil(count / POINTS);
  function* each(): Generator<number> {
    for (let number = 0; number < count; number++) {
      if (number % step === step - 1) atPoint();
      yield number;
    }
  }
  async function* eachAsync(): AsyncGenerator<number> {
    for (let number = 0; number < count; number++) {
      if (number % step === step - 1) atPoint();
      yield number;
    }
  }
  return { [Symbol.iterator]: each, [Symbol.asyncIterator]: eachAsync };
}

if (import.meta.main) {
  const [name, implementation] = Deno.args as [string, string];
  const { run, count } = PIPELINES[name]!;
  const by = await load(implementation) as AsyncShapes;
  const read = (count: number, atPoint: () => void) => run(by, integers(count, atPoint));
  kept = await read(10_000, liveBytes);
  kept = undefined;
  const before = liveBytes();
  let most = before;
  const look = () => most = Math.max(most, liveBytes());
  kept = await read(count, look);
  look();
  console.log(JSON.stringify(most - before));
  Deno.exit();
}
