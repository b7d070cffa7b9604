import { code, show } from "../show.ts";
import { callMethod, type StepKinds, type StepRecipe } from "./step.ts";

type Order = (a: unknown, b: unknown) => number;

/** An order with many ties, so that what is not stable shows. */
const order = ({ n, m }: StepRecipe): Order => (a, b) =>
  (code(a) % (n + 1) - code(b) % (n + 1)) * (m === 4 ? -1 : 1);

/** Something with an order of its own. */
const primitive = ({ n }: StepRecipe): (value: unknown) => unknown => n % 2 === 0 ? code : show;

const ascending: Order = (a, b) => (a as number) < (b as number) ? -1 : a === b ? 0 : 1;
const key = ({ n }: StepRecipe) => (value: unknown, _index: number): unknown =>
  code(value) % (n + 2);

/** Operators that need all items before they hand over the first. */
export const orderSteps: StepKinds = {
  sort: {
    code: () => "compare",
    apply: (s, recipe, { world }) =>
      callMethod(s, "sort", world.compare(order(recipe))) as typeof s,
    reference: (recipe) =>
      function* (input, { world }) {
        yield* [...input].sort(world.compare(order(recipe)));
      },
  },
  sortDefault: {
    method: "sort",
    code: ({ n }) => `/* ${n % 2 === 0 ? "numbers" : "texts"} */`,
    apply: (s, recipe) => callMethod(s.map(primitive(recipe)), "sort") as typeof s,
    reference: (recipe) =>
      function* (input) {
        yield* Array.from(input, primitive(recipe)).sort(ascending);
      },
  },
  sortBy: {
    code: ({ n }, name) => `${name} /* % ${n + 2} */`,
    apply: (s, recipe, { world, name }) => {
      const compare = recipe.m > 2 ? [world.compare(order(recipe))] : [];
      return callMethod(s, "sortBy", world.callback(name, key(recipe)), ...compare) as typeof s;
    },
    reference: (recipe) =>
      function* (input, { world, name }) {
        const keyOf = world.callback(name, key(recipe));
        const entries = Array.from(input, (value, index) => ({ value, key: keyOf(value, index) }));
        const compare = recipe.m > 2 ? world.compare(order(recipe)) : ascending;
        yield* entries.sort((a, b) => compare(a.key, b.key)).map(({ value }) => value);
      },
  },
  reverse: {
    code: () => "",
    apply: (s) => callMethod(s, "reverse") as typeof s,
    reference: () =>
      function* (input) {
        yield* [...input].reverse();
      },
  },
};
