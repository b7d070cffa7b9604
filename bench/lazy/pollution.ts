import type { Implementation, Pipeline, Shapes } from "./shapes.ts";

interface Point {
  readonly x: number;
  readonly y: number;
}

const COUNT = 10_000;
const TIMES = 12;
const NUMBERS = Array.from({ length: COUNT }, (_, number) => number);
const HALVES = NUMBERS.map((number) => number + 0.5);
const WORDS = NUMBERS.map((number) => `word ${number}`);
const POINTS: readonly Point[] = NUMBERS.map((number) => ({ x: number, y: -number }));

/**
 * Seven pipelines with callbacks of their own, over items of four types, and two more for whoever
 * makes a pipeline ready beforehand.
 */
const OTHERS: readonly Pipeline[] = [
  other("filterMapReduce", (by) =>
    by.filterMapReduce(
      WORDS,
      (word) => word.endsWith("7"),
      (word) => word.length,
      (total: number, length) => total + length,
      0,
    )),
  other("filterMapReduce", (by) =>
    by.filterMapReduce(
      POINTS,
      ({ x }) => (x & 1) === 0,
      ({ x, y }) => ({ sum: x + y }),
      (largest: number, { sum }) => Math.max(largest, sum),
      -Infinity,
    )),
  other("filterMapReduce", (by) =>
    by.filterMapReduce(
      HALVES,
      (half) => half > 100,
      (half) => String(half),
      (text: string, half) => half > text ? half : text,
      "",
    )),
  other(
    "filterMapPull",
    (by) => by.filterMapPull(WORDS, (word) => word.length > 6, (word) => word.charCodeAt(5)),
  ),
  other("filterMapPull", (by) => by.filterMapPull(POINTS, ({ y }) => y < -10, ({ y }) => y / 2)),
  other("filterMapReduceAgain", (by) =>
    by.filterMapReduceAgain(
      WORDS,
      (word) => word.length === 8,
      (word) => word.charCodeAt(7),
      (total: number, code) => total + code,
      0,
    )()),
  other("filterMapReduceAgain", (by) =>
    by.filterMapReduceAgain(
      POINTS,
      ({ y }) => y > -500,
      ({ x, y }) => x * y,
      (least: number, product) => Math.min(least, product),
      0,
    )()),
  other(
    "mapFilterTake",
    (by) => by.mapFilterTake(POINTS, ({ x, y }) => ({ y: x, x: y }), ({ x }) => x < 0, COUNT),
  ),
  other(
    "flatMapDistinctChunk",
    (by) => by.flatMapDistinctChunk(WORDS, (word) => [word, word.slice(0, 7)], 10),
  ),
];

/**
 * Runs other pipelines through an implementation, as any program does that uses it in more than one
 * place: the compilers then know more than one callback and more than one type of items.
 */
export function pollute(by: Implementation): void {
  for (let time = 0; time < TIMES; time++) {
    for (const { shape, run } of OTHERS) {
      if (by[shape] !== undefined) run(by as Shapes);
    }
  }
}

function other<S extends keyof Shapes>(
  shape: S,
  run: (by: Pick<Shapes, S>) => unknown,
): Pipeline {
  return { shape, run };
}
