import { code } from "../show.ts";
import { withoutCursor } from "../without_cursor.ts";
import { Boundary } from "./boundary.ts";
import type { StepKinds, StepRecipe } from "./step.ts";

const key = ({ n }: StepRecipe) => (value: unknown, _index: number): unknown =>
  n === 0 ? NaN : code(value) % (n + 1);

const isSame = (a: unknown, b: unknown) => a === b || Object.is(a, b);

/** Operators that gather items. */
export const groupSteps: StepKinds = {
  chunks: {
    code: ({ n }) => `${n + 1}`,
    apply: (s, { n }) => s.chunks(n + 1),
    reference: ({ n }) =>
      function* (input) {
        let chunk: unknown[] = [];
        for (const value of input) {
          chunk.push(value);
          if (chunk.length <= n) continue;
          yield chunk;
          chunk = [];
        }
        if (chunk.length > 0) yield chunk;
      },
  },
  windows: {
    code: ({ n, m }) => `${n + 1}${m === 0 ? "" : m === 1 ? ', "only-full"' : ', "allow-partial"'}`,
    apply: (s, { n, m }) =>
      m === 0 ? s.windows(n + 1) : s.windows(n + 1, m === 1 ? "only-full" : "allow-partial"),
    reference: ({ n, m }) =>
      function* (input) {
        const all: unknown[] = [];
        for (const value of input) {
          all.push(value);
          if (all.length > n) yield all.slice(-n - 1);
        }
        if (m > 1 && all.length > 0 && all.length <= n) yield all;
      },
  },
  chunkBy: {
    code: ({ n }, name) => `${name} /* % ${n + 1} */`,
    apply: (s, recipe, { world, name }) => s.chunkBy(world.callback(name, key(recipe))),
    reference: (recipe) =>
      function* (input, { world, name }) {
        const keyOf = world.callback(name, key(recipe));
        let chunk: unknown[] = [];
        let last: unknown;
        let index = 0;
        for (const value of input) {
          const found = keyOf(value, index++);
          const isNext = chunk.length > 0 && !isSame(found, last);
          last = found;
          const full = chunk;
          if (isNext) chunk = [];
          chunk.push(value);
          if (isNext) yield full;
        }
        if (chunk.length > 0) yield chunk;
      },
  },
  pages: {
    bound: (begin, sources) => new Boundary(begin, sources),
    code: ({ n }) => `${n + 1}`,
    apply: (s, { n }) => s.pages(n + 1).map(withoutCursor),
    reference: ({ n }) =>
      function* (input) {
        const size = n + 1;
        let items: unknown[] = [];
        let number = 1;
        const page = (hasNext: boolean) => ({
          hasNext,
          items,
          number,
          size,
          start: (number - 1) * size,
        });
        for (const value of input) {
          if (items.length === size) {
            const full = page(true);
            items = [value];
            number++;
            yield full;
          } else items.push(value);
        }
        if (items.length > 0) yield page(false);
      },
  },
};
