import assert from "node:assert/strict";
import { checkConcurrency } from "./concurrency_options.ts";
import { concurrentMap, mapSettled } from "./overlap.ts";
import { planOf } from "./testdata/overlapping.ts";

const check = (options: unknown) => checkConcurrency("map the sequence", options as never);

Deno.test("checkConcurrency() fills in the defaults", () => {
  assert.deepEqual(check({ concurrency: 3 }), { concurrency: 3, ordered: true, buffer: 24 });
  const options = { concurrency: 1, ordered: false, buffer: 0 };
  assert.deepEqual(check(options), options);
});

Deno.test("checkConcurrency() refuses what it does not understand", () => {
  const refused: [unknown, string, string][] = [
    [{}, "TypeError", '"concurrency" must be an integer >= 1: current value is undefined'],
    [{ concurrency: 0 }, "RangeError", '"concurrency" must be an integer >= 1: current value is 0'],
    [{ concurrency: 1.5 }, "RangeError", "current value is 1.5"],
    [{ concurrency: 2, buffer: -1 }, "RangeError", '"buffer" must be an integer >= 0'],
    [{ concurrency: 2, buffer: "9" }, "TypeError", '"buffer" must be an integer >= 0'],
    [
      { concurrency: 2, ordered: 0 },
      "TypeError",
      '"ordered" must be a boolean: current value is 0',
    ],
    [{ concurency: 2 }, "TypeError", 'option "concurency" does not exist: use "concurrency"'],
    [4, "TypeError", '"options" must be an object: current value is 4'],
    [
      { concurrency: Infinity },
      "RangeError",
      '"concurrency" must be an integer >= 1: current value is Infinity; ' +
      "name the most that your memory and your services can bear",
    ],
  ];
  for (const [options, name, text] of refused) {
    assert.throws(() => check(options), (error: Error) => {
      assert.ok(error.message.startsWith("Cannot map the sequence as "), error.message);
      return error.name === name && error.message.endsWith(text) || error.message.includes(text);
    });
  }
});

Deno.test("checkConcurrency() does its work before anything runs", () => {
  for (const operator of [concurrentMap, mapSettled]) {
    assert.throws(() => operator(planOf([]), String, { concurrency: 0 }), RangeError);
    assert.throws(
      () => operator(planOf([]), 1 as never, { concurrency: 1 }),
      /"transform" must be a function/,
    );
  }
});
