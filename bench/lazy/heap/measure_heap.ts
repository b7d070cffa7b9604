/**
 * Measures how far the live heap grows while one implementation runs one pipeline, in a process of
 * its own, and writes it as JSON. All garbage is collected at ten items of the source, evenly spaced,
 * and what is left then is what the pipeline holds; buffers outside the heap count. Takes the names of the pipeline and of the
 * implementation.
 *
 * @module
 */
import { collectGarbage } from "../../measure/interleave.ts";
import { load } from "../implementations.ts";
import type { Shapes } from "../shapes.ts";
import { PIPELINES } from "./pipelines.ts";

const POINTS = 10;

/** The answer, held until the heap has been looked at. */
export let kept: unknown;

function liveBytes(): number {
  collectGarbage("major");
  const { heapUsed, external } = Deno.memoryUsage();
  return heapUsed + external;
}

/** Integers, made one by one; calls back at ten of them. */
function* integers(
  count: number,
  make: (number: number) => number,
  atPoint: () => void,
): Generator<number> {
  const step = Math.ceil(count / POINTS);
  for (let number = 0; number < count; number++) {
    if (number % step === step - 1) atPoint();
    yield make(number);
  }
}

if (import.meta.main) {
  const [name, implementation] = Deno.args as [string, string];
  const { run, count, make = (number) => number } = PIPELINES[name]!;
  const by = await load(implementation) as Shapes;
  const read = (count: number, atPoint: () => void) =>
    run(by, integers(count, make, atPoint) as Iterable<number> as readonly number[]);
  kept = read(10_000, liveBytes);
  kept = undefined;
  const before = liveBytes();
  let most = before;
  const look = () => most = Math.max(most, liveBytes());
  kept = read(count, look);
  look();
  console.log(JSON.stringify(most - before));
  Deno.exit();
}
