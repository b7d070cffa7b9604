import { code } from "../show.ts";
import { callMethod, type StepKinds, type StepRecipe } from "./step.ts";

const double = (value: unknown, index: number): unknown => [code(value) * 2, index];

const concurrency = ({ n, m }: StepRecipe) => ({ concurrency: n + 1, buffer: n + 1 + m });

/** Operators of async sequences that run ahead of who reads them: only results can be compared. */
export const aheadSteps: StepKinds = {
  mapAtOnce: {
    method: "map",
    isAhead: true,
    code: ({ n, m }, name) => `${name}, { concurrency: ${n + 1}, buffer: ${n + 1 + m} }`,
    apply: (s, recipe, { world, name }) => {
      const callback = world.callback(name, double);
      const call = (value: unknown, index: number) => callback(value, index);
      return callMethod(s, "map", call, concurrency(recipe)) as typeof s;
    },
    reference: () =>
      function* (input) {
        let index = 0;
        for (const value of input) yield double(value, index++);
      },
  },
  mapSettled: {
    isAhead: true,
    code: ({ n, m }, name) => `${name}, { concurrency: ${n + 1}, buffer: ${n + 1 + m} }`,
    apply: (s, recipe, { world, name }) => {
      const callback = world.callback(name, double);
      const call = (value: unknown, index: number) => callback(value, index);
      return callMethod(s, "mapSettled", call, concurrency(recipe)) as typeof s;
    },
    reference: () =>
      function* (input) {
        let index = 0;
        for (const value of input) yield { status: "fulfilled", value: double(value, index++) };
      },
  },
  prefetch: {
    isAhead: true,
    code: ({ n }) => `${n + 1}`,
    apply: (s, { n }) => callMethod(s, "prefetch", n + 1) as typeof s,
    reference: () =>
      function* (input) {
        yield* input;
      },
  },
  batch: {
    isAhead: true,
    code: ({ n }) => `{ size: ${n + 1} }`,
    apply: (s, { n }) => callMethod(s, "batch", { size: n + 1 }) as typeof s,
    reference: ({ n }) =>
      function* (input) {
        let batch: unknown[] = [];
        for (const value of input) {
          if (batch.push(value) <= n) continue;
          yield batch;
          batch = [];
        }
        if (batch.length > 0) yield batch;
      },
  },
};
