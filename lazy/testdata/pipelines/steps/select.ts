import { code } from "../show.ts";
import type { StepKinds, StepRecipe } from "./step.ts";

type Test = (value: unknown, index: number) => unknown;

/** Some look at the index, and some do not. */
const test = ({ n, m }: StepRecipe): Test => {
  const passes = (number: number) => n === 0 || number % (n + 1) !== 0 ? "truthy" : 0;
  return m > 2 ? (value) => passes(code(value)) : (value, index) => passes(code(value) + index);
};

const key = ({ n }: StepRecipe): Test => (value) =>
  n === 0 ? (code(value) % 2 === 0 ? NaN : -0) : code(value) % n;

/** Operators that hand over some of the items. */
export const selectSteps: StepKinds = {
  filter: {
    code: ({ n, m }, name) => `${name} /* % ${n + 1}${m > 2 ? "" : " with index"} */`,
    apply: (s, recipe, { world, name }) => s.filter(world.callback(name, test(recipe))),
    reference: (recipe) =>
      function* (input, { world, name }) {
        const predicate = world.callback(name, test(recipe));
        let index = 0;
        for (const value of input) if (predicate(value, index++)) yield value;
      },
  },
  take: {
    code: ({ n, m }) => `${n + m}`,
    apply: (s, { n, m }) => s.take(n + m),
    reference: ({ n, m }) =>
      function* (input, tools) {
        let left = n + m;
        if (left === 0) return tools.discardMain();
        for (const value of input) {
          if (--left === 0) tools.closeUpstream();
          yield value;
          if (left === 0) return;
        }
      },
  },
  drop: {
    code: ({ n }) => `${n}`,
    apply: (s, { n }) => s.drop(n),
    reference: ({ n }) =>
      function* (input) {
        let left = n;
        for (const value of input) if (left-- <= 0) yield value;
      },
  },
  takeWhile: {
    code: ({ n, m }, name) => `${name} /* % ${n + 1}${m > 2 ? "" : " with index"} */`,
    apply: (s, recipe, { world, name }) => s.takeWhile(world.callback(name, test(recipe))),
    reference: (recipe) =>
      function* (input, tools) {
        const predicate = tools.world.callback(tools.name, test(recipe));
        let index = 0;
        for (const value of input) {
          if (!predicate(value, index++)) return tools.closeUpstream();
          yield value;
        }
      },
  },
  dropWhile: {
    code: ({ n, m }, name) => `${name} /* % ${n + 1}${m > 2 ? "" : " with index"} */`,
    apply: (s, recipe, { world, name }) => s.dropWhile(world.callback(name, test(recipe))),
    reference: (recipe) =>
      function* (input, { world, name }) {
        const predicate = world.callback(name, test(recipe));
        let index = 0;
        let isDropping = true;
        for (const value of input) {
          isDropping &&= Boolean(predicate(value, index++));
          if (!isDropping) yield value;
        }
      },
  },
  distinct: {
    code: () => "",
    apply: (s) => s.distinct(),
    reference: () =>
      function* (input) {
        const seen: unknown[] = [];
        for (const value of input) {
          if (seen.includes(value)) continue;
          seen.push(value);
          yield value;
        }
      },
  },
  distinctBy: {
    method: "distinct",
    code: ({ n }, name) => `${name} /* % ${n} */`,
    apply: (s, recipe, { world, name }) => s.distinct(world.callback(name, key(recipe))),
    reference: (recipe) =>
      function* (input, { world, name }) {
        const keyOf = world.callback(name, key(recipe));
        const seen: unknown[] = [];
        let index = 0;
        for (const value of input) {
          const found = keyOf(value, index++);
          if (seen.includes(found)) continue;
          seen.push(found);
          yield value;
        }
      },
  },
};
