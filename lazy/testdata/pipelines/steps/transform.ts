import { code } from "../show.ts";
import { innerIterable, innerReference } from "./inner.ts";
import type { StepKinds, StepRecipe } from "./step.ts";

type Mapping = (value: unknown, index: number) => unknown;

const mappings: readonly Mapping[] = [
  (value, index) => code(value) + index,
  (value) => value,
  (value) => `s${code(value) % 7}`,
  (value, index) => index % 3 === 0 ? -code(value) / 2 : index % 3 === 1 ? NaN : -0,
  (value, index) => index % 2 === 0 ? undefined : [value],
];

const mapping = ({ n }: StepRecipe) => mappings[n]!;
const total = ({ n }: StepRecipe) => (sum: unknown, value: unknown, index: number): unknown =>
  (code(sum) * n + code(value) + index) % 101;

/** Operators that hand over something for each item. */
export const transformSteps: StepKinds = {
  map: {
    code: ({ n }, name) => `${name} /* ${mappings[n]} */`,
    apply: (s, recipe, { world, name }) => s.map(world.callback(name, mapping(recipe))),
    reference: (recipe) =>
      function* (input, { world, name }) {
        const callback = world.callback(name, mapping(recipe));
        let index = 0;
        for (const value of input) yield callback(value, index++);
      },
  },
  tap: {
    code: (_recipe, name) => name,
    apply: (s, _recipe, { world, name }) =>
      s.tap(world.callback(name, (_value: unknown, _index: number) => "ignored")),
    reference: () =>
      function* (input, { world, name }) {
        const callback = world.callback(name, (_value: unknown, _index: number) => "ignored");
        let index = 0;
        for (const value of input) {
          callback(value, index++);
          yield value;
        }
      },
  },
  scan: {
    code: ({ n }, name) => `${name}, ${n}`,
    apply: (s, recipe, { world, name }) =>
      s.scan(world.callback(name, total(recipe)), recipe.n as unknown),
    reference: (recipe) =>
      function* (input, { world, name }) {
        const callback = world.callback(name, total(recipe));
        let index = 0;
        let sum: unknown = recipe.n;
        for (const value of input) yield sum = callback(sum, value, index++);
      },
  },
  flatMap: {
    code: ({ n, m }, name) => `${name} /* inner ${n}, ${m} */`,
    apply: (s, recipe, place) =>
      s.flatMap(
        place.world.callback(
          place.name,
          (value, index) => innerIterable(recipe, place, value, index),
        ),
      ),
    reference: (recipe) =>
      function* (input, tools) {
        const callback = tools.world.callback(
          tools.name,
          (value, index: number) => innerReference(recipe, tools, value, index),
        );
        let index = 0;
        for (const value of input) yield* tools.items(callback(value, index++));
      },
  },
};
