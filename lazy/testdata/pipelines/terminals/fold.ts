import { code } from "../show.ts";
import { callMethod } from "../steps/step.ts";
import type { Call, TerminalKinds } from "./terminal.ts";

const fold = ({ world }: Call) =>
  world.callback("fold", (a: unknown, b: unknown, i: number): unknown => code(a) * 3 + code(b) + i);

const pick = ({ world, n }: Call) =>
  world.callback(
    "pick",
    (value: unknown, index: number): number =>
      n === 4 && index === 3 ? "3" as never : code(value) / 4 + n,
  );

const order = ({ n }: { readonly n: number }) => (a: unknown, b: unknown): number =>
  code(a) % (n + 1) - code(b) % (n + 1);

interface Run {
  push(value: unknown, index: number): void;
  result(): unknown;
}

/** As many reducers as `n`, and one more; each logs what it is asked. */
function reducersOf({ world, n }: Call): Record<string, { start(): Run }> {
  const names = ["a", "b", "c", "d", "e"].slice(0, n + 1);
  return Object.fromEntries(names.map((name) => {
    const start = world.syncCallback(`${name}.start`, (): Run => {
      let total = 0;
      return {
        push: world.syncCallback(`${name}.push`, (value: unknown, index: number) => {
          total += code(value) + index;
        }),
        result: world.syncCallback(`${name}.result`, () => total),
      };
    });
    return [name, { start }];
  }));
}

/** Terminals that make one value of all items. */
export const foldTerminals: TerminalKinds = {
  reduce: {
    code: () => "fold",
    run: (s, call) => s.reduce(fold(call)),
    reference(items, call) {
      const reducer = fold(call);
      let index = 0;
      let sum: unknown;
      for (const item of items) {
        sum = index === 0 ? item : reducer(sum, item, index);
        index++;
      }
      if (index === 0) throw new TypeError("empty");
      return sum;
    },
  },
  reduceFrom: {
    method: "reduce",
    code: () => "fold, undefined",
    run: (s, call) => s.reduce<unknown>(fold(call), undefined, ...call.options as []),
    reference(items, call) {
      const reducer = fold(call);
      let index = 0;
      let sum: unknown;
      for (const item of items) sum = reducer(sum, item, index++);
      return sum;
    },
  },
  count: {
    code: () => "",
    run: (s, { options }) => s.count(...options as []),
    reference: (items) => [...items].length,
  },
  sum: {
    code: () => "pick",
    run: (s, call) => s.sum(pick(call), ...call.options as []),
    reference(items, call) {
      const select = pick(call);
      let sum = 0;
      let index = 0;
      for (const item of items) {
        const term = select(item, index++);
        if (typeof term !== "number") throw new TypeError("no number");
        sum += term;
      }
      return sum;
    },
  },
  min: {
    code: ({ n }) => `compare /* % ${n + 1} */`,
    run: (s, call) => s.min(call.world.compare(order(call)), ...call.options as []),
    reference(items, call) {
      const compare = call.world.compare(order(call));
      let best: unknown;
      let index = 0;
      for (const item of items) if (index++ === 0 || compare(item, best) < 0) best = item;
      return best;
    },
  },
  max: {
    code: ({ n }) => `compare /* % ${n + 1} */`,
    run: (s, call) => s.max(call.world.compare(order(call)), ...call.options as []),
    reference(items, call) {
      const compare = call.world.compare(order(call));
      let best: unknown;
      let index = 0;
      for (const item of items) if (index++ === 0 || compare(item, best) > 0) best = item;
      return best;
    },
  },
  top: {
    code: ({ n, m }) => `${m}, compare /* % ${n + 1} */`,
    run: (s, call) => s.top(call.m, call.world.compare(order(call)), ...call.options as []),
    reference(items, call) {
      return [...items].sort(call.world.compare(order(call))).slice(0, call.m);
    },
  },
  aggregate: {
    code: ({ n }) => `reducers /* ${n + 1} of them */`,
    run: (s, call) => callMethod(s, "aggregate", reducersOf(call), ...call.options),
    reference(items, call) {
      const runs = startAll(items, reducersOf(call));
      let index = 0;
      for (const item of items) {
        for (const { run } of runs) run.push(item, index);
        index++;
      }
      return Object.fromEntries(runs.map(({ name, run }) => [name, run.result()]));
    },
  },
};

/** A reducer that cannot start ends the run before it begins, which closes what it has in hand. */
function startAll(items: Iterable<unknown>, reducers: ReturnType<typeof reducersOf>) {
  try {
    return Object.entries(reducers).map(([name, { start }]) => ({ name, run: start() }));
  } catch (error) {
    items[Symbol.iterator]().return?.();
    throw error;
  }
}
