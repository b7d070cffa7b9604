import type { World } from "./world.ts";

/** A way to read a sequence from outside; the reference is read by the very same code. */
export interface LoopCall {
  readonly world: World;
  readonly n: number;
  readonly m: number;
}

/** Thrown by the body of a loop. */
export const bodyError: Error = new Error("body");

type Loop = (items: Iterable<unknown>, call: LoopCall) => unknown;

/** Loops over sync sequences, by name. */
export const loops: Readonly<Record<string, Loop>> = {
  forOf: (items, { world }) => {
    for (const value of items) world.act(`body ${typeof value}`);
  },
  forOfBreak: (items, { world, n, m }) => {
    let left = n + m;
    for (const value of items) {
      world.act(`body ${typeof value}`);
      if (left-- === 0) break;
    }
  },
  forOfThrow: (items, { world, n, m }) => {
    let left = n + m;
    for (const value of items) {
      world.act(`body ${typeof value}`);
      if (left-- === 0) throw bodyError;
    }
  },
  byHand: (items, { world, n, m }) => {
    const iterator = items[Symbol.iterator]();
    const got: unknown[] = [];
    const next = () => {
      const { done, value } = iterator.next();
      world.note(done ? "ended" : "got");
      got.push(done ? "ended" : value);
    };
    for (let left = n; left > 0; left--) next();
    if (m < 3) world.note(`returned ${iterator.return?.().done}`);
    for (let left = m; left > 0; left--) next();
    iterator.return?.();
    return got;
  },
  afterError: (items, { world }) => {
    const iterator = items[Symbol.iterator]();
    try {
      while (!iterator.next().done) world.act("body");
    } catch (error) {
      world.note(`threw ${world.nameOf(error)}`);
    }
    const { done } = iterator.next();
    iterator.return?.();
    return done;
  },
  spread: (items) => [...items],
  destructuring: (items, { n }) => {
    if (n === 0) {
      // deno-lint-ignore no-empty-pattern
      const [] = items;
      return [];
    }
    const [first, second] = items;
    return n === 1 ? [first] : [first, second];
  },
  helpers: (items, { world, n, m }) => {
    const iterator = items[Symbol.iterator]() as IteratorObject<unknown>;
    const test = world.callback("native", (_value: unknown, index: number) => index % 3 !== n);
    return iterator.filter(test).drop(n).take(m).toArray();
  },
  disposed: (items, { n }) => {
    using sequence = items as Iterable<unknown> & Disposable;
    if (n > 1) sequence[Symbol.iterator]().next();
    if (n === 4) sequence[Symbol.dispose]();
    return n;
  },
  usingUnread: (items, { n }) => {
    using iterator = items[Symbol.iterator]() as IteratorObject<unknown>;
    if (n > 1) iterator.next();
    if (n === 4) throw bodyError;
  },
};

/** What the async loops that have no sync one of their name must do. */
export const referenceLoops: typeof loops = {
  ...loops,
  reader: (items, { world, n }) => readSome(items, n, (entry) => world.note(entry)),
  streamed: (items) => [...items],
  burst: (items, { n, m }) => readSome(items, n + m, () => {}),
};

function readSome(items: Iterable<unknown>, count: number, note: (entry: string) => void) {
  const iterator = items[Symbol.iterator]();
  const got: unknown[] = [];
  for (let left = count; left > 0; left--) {
    const { done, value } = iterator.next();
    note(done ? "ended" : "got");
    got.push(done ? "ended" : value);
  }
  iterator.return?.();
  return got;
}
