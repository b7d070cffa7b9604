import type { AsyncImplementation, AsyncShapes } from "./shapes.ts";

interface Point {
  readonly x: number;
  readonly y: number;
}

const COUNT = 2_000;
const TIMES = 12;

async function* source<T>(make: (number: number) => T): AsyncGenerator<T> {
  for (let number = 0; number < COUNT; number++) yield make(number);
}

const words = () => source((number) => `word ${number}`);
const points = () => source((number): Point => ({ x: number, y: -number }));
const halves = () => source((number) => number + 0.5);

/** Seven pipelines with callbacks of their own, over items of three types. */
const OTHERS: readonly ((by: AsyncShapes) => Promise<unknown>)[] = [
  (by) =>
    by.filterMapReduce(
      words(),
      (word) => word.endsWith("7"),
      (word) => word.length,
      (total: number, length) => total + length,
      0,
    ),
  (by) =>
    by.filterMapReduce(
      points(),
      ({ x }) => (x & 1) === 0,
      ({ x, y }) => ({ sum: x + y }),
      (largest: number, { sum }) => Math.max(largest, sum),
      -Infinity,
    ),
  (by) =>
    by.filterMapReduce(
      halves(),
      (half) => half > 100,
      (half) => String(half),
      (text: string, half) => half > text ? half : text,
      "",
    ),
  (by) =>
    by.filterMapReduce(
      words(),
      (word) => word.length > 6,
      (word) => word.charCodeAt(5),
      (total: number, code) => total + code,
      0,
    ),
  (by) =>
    by.filterMapReduce(
      points(),
      ({ y }) => y < -10,
      ({ y }) => y / 2,
      (least: number, half) => Math.min(least, half),
      0,
    ),
  (by) =>
    by.filterMapReduce(
      halves(),
      (half) => half % 2 === 0.5,
      (half) => ({ half }),
      (total: number, { half }) => total + half,
      0,
    ),
  (by) =>
    by.filterMapReduce(
      points(),
      ({ x, y }) => x - y > 10,
      ({ x, y }) => [x, y],
      (longest: readonly number[], pair) => pair[0]! > longest[0]! ? pair : longest,
      [0, 0],
    ),
];

/**
 * Runs other pipelines through an implementation, as any program does that uses it in more than one
 * place.
 */
export async function pollute(by: AsyncImplementation): Promise<void> {
  for (let time = 0; time < TIMES; time++) {
    for (const run of OTHERS) await run(by as AsyncShapes);
  }
}
