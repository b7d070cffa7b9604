import { code } from "../show.ts";
import type { World } from "../world.ts";
import { callMethod, type StepKinds, type StepRecipe } from "./step.ts";

interface State {
  count: number;
}

type Emit = (value: unknown) => void;

/** An operator of a user's: counts, emits none to two items for each, may stop and may flush. */
function operator({ n, m }: StepRecipe, world: World, name: string) {
  const init = world.syncCallback(`${name}.init`, (): State => ({ count: 0 }));
  const push = world.callback(`${name}.push`, (value: unknown, count: number) => {
    const emitted = (code(value) + n) % 3;
    return { emitted: [count, value].slice(0, emitted), isEnough: count === m + 2 && m < 4 };
  });
  const flush = world.callback(`${name}.flush`, (count: number) => [count, "last"]);
  return { init, push, flush, isFlushing: n % 2 === 1 };
}

/** A user's own operators. */
export const throughSteps: StepKinds = {
  through: {
    code: ({ n, m }) => `operator /* ${n}, ${m} */`,
    apply: (s, recipe, { world, name, isAsync }) => {
      const { init, push, flush, isFlushing } = operator(recipe, world, name);
      const settle = <R, U>(result: R, go: (result: R) => U) =>
        isAsync ? Promise.resolve(result).then(go) as U : go(result);
      const custom = {
        init,
        push: (state: State, value: unknown, emit: Emit) =>
          settle(push(value, state.count++), ({ emitted, isEnough }) => {
            emitted.forEach(emit);
            return isEnough;
          }),
      };
      const flushed = {
        ...custom,
        flush: (state: State, emit: Emit) =>
          settle(flush(state.count), (emitted) => emitted.forEach(emit)),
      };
      return callMethod(s, "through", isFlushing ? flushed : custom) as typeof s;
    },
    reference: (recipe) =>
      function* (input, tools) {
        const { init, push, flush, isFlushing } = operator(recipe, tools.world, tools.name);
        let state: State | undefined;
        for (const value of input) {
          state ??= init();
          const { emitted, isEnough } = push(value, state.count++);
          if (isEnough) tools.closeUpstream();
          yield* emitted;
          if (isEnough) return;
        }
        if (isFlushing) yield* flush((state ?? init()).count);
      },
  },
};
