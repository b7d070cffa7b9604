import assert from "node:assert/strict";
import { type AsyncSeq, asyncSeq } from "../async_seq.ts";

const COUNT = 30_000;

/** Numbers from a source whose `next()` sometimes answers at once and sometimes with a promise. */
function mixed(isPromise: (number: number) => boolean): AsyncSeq<number> {
  let number = 0;
  const next = (): unknown => {
    const result = number < COUNT
      ? { done: false, value: number++ }
      : { done: true, value: undefined };
    return isPromise(number) ? Promise.resolve(result) : result;
  };
  return asyncSeq({ [Symbol.asyncIterator]: () => ({ next }) as AsyncIterator<number> });
}

const ANSWERS: Readonly<Record<string, (number: number) => boolean>> = {
  "the first with a promise, all others at once": (number) => number === 1,
  "in turn at once and with a promise": (number) => number % 2 === 0,
  "all with a promise": () => true,
  "all at once": () => false,
};

for (const [how, isPromise] of Object.entries(ANSWERS)) {
  Deno.test(`AsyncSeq reads every item when a source answers ${how}`, async () => {
    const kept = () => mixed(isPromise).filter((number) => number % 3 === 0).map((n) => n + 1);
    const expected = Array.from({ length: COUNT / 3 }, (_, at) => at * 3 + 1);
    assert.deepEqual(await kept().toArray(), expected);
    const pulled: number[] = [];
    for await (const number of kept()) pulled.push(number);
    assert.deepEqual(pulled, expected);
  });
}

Deno.test("AsyncSeq goes on when callbacks are async for some of the items", async () => {
  const later = (number: number) => number % 2 === 0 ? Promise.resolve(number) : number;
  const numbers = () => mixed((number) => number % 3 > 0).map(later).filter((n) => later(n % 5));
  const expected = Array.from({ length: COUNT }, (_, number) => number).filter((n) => n % 5 > 0);
  assert.deepEqual(await numbers().toArray(), expected);
  assert.deepEqual(await Array.fromAsync(numbers()), expected);
});
