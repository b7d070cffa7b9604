import type { FetchedPage } from "@weir/std/lazy";
import type { Form } from "../measure/group.ts";

/** What goes through the streams. */
export const NUMBERS: readonly number[] = Array.from({ length: 10_000 }, (_, number) => number);

/** What was read last, so that nobody leaves out the work. */
export let kept: unknown;

/** A way to make a stream, read to its end in a `for await` loop. */
export function drain(name: string, open: () => ReadableStream<number>): Form {
  return {
    name,
    async run(times) {
      for (let i = 0; i < times; i++) for await (const item of open()) kept = item;
    },
  };
}

/** The numbers, each a promise away. */
export async function* numbersLater(): AsyncGenerator<number> {
  yield* NUMBERS;
}

/** The numbers in pages of 256. */
export function pageOfNumbers(from: number = 0): Promise<FetchedPage<number, number>> {
  const next = from + 256;
  const items = NUMBERS.slice(from, next);
  return Promise.resolve(next < NUMBERS.length ? { items, next } : { items });
}

/** A stream that makes one number for every read. */
export function streamOfNumbers(): ReadableStream<number> {
  let at = 0;
  return new ReadableStream<number>({
    pull(controller) {
      if (at < NUMBERS.length) controller.enqueue(NUMBERS[at++]!);
      else controller.close();
    },
  });
}
