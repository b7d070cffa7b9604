/**
 * Runs pipelines over items that exist one at a time, collects garbage at ten places of the source,
 * and prints by how many bytes the heap has grown at most between the first and the others.
 */
import { type AsyncSeq, asyncSeq, type Seq, seq } from "../../mod.ts";

const SYNC = 10_000_000;
const ASYNC = 1_000_000;
const { gc } = globalThis as unknown as { gc(): void };

/** Notes the heap at ten places of a source of so many items. */
class Heap {
  readonly #places: number[] = [];
  readonly #every: number;

  constructor(items: number) {
    this.#every = Math.floor(items / 10);
  }

  look(at: number): void {
    if (at === 0 || at % this.#every !== 0) return;
    gc();
    this.#places.push(Deno.memoryUsage().heapUsed);
  }

  get growth(): number {
    const [first, ...others] = this.#places;
    return Math.max(...others) - first!;
  }
}

type Item = { readonly id: number };

const odd = ({ id }: Item) => id % 2 === 1;
const next = ({ id }: Item): Item => ({ id: id + 1 });
const total = (sum: number, { id }: Item) => sum + id;
const byId = (a: Item, b: Item) => b.id - a.id;

const sync: Record<string, (items: Seq<Item>) => unknown> = {
  reduce: (items) => items.filter(odd).map(next).reduce(total, 0),
  loop: (items) => {
    let sum = 0;
    for (const { id } of items.filter(odd).map(next)) sum += id;
    return sum;
  },
  chunks: (items) => items.chunks(1_000).map((chunk) => chunk.length).sum(),
  windows: (items) => items.windows(3).count(),
  flatMap: (items) => items.flatMap((item) => [item, item]).count(),
  reduceBy: (items) => items.reduceBy(({ id }) => id % 97, total, () => 0),
  distinct: (items) => items.distinct(({ id }) => id % 1_000, { max: 1_000 }).count(),
  top: (items) => items.sort(byId).take(10).toArray(),
  tail: (items) => items.reverse().take(10).toArray(),
  pages: (items) => items.pages(100).last(),
  tee: (items) => {
    const [left, right] = items.tee(2, { maxLag: 1 });
    return left!.zip(right!).count();
  },
};

const async: Record<string, (items: AsyncSeq<Item>) => Promise<unknown>> = {
  asyncReduce: (items) => items.filter(odd).map(next).reduce(total, 0),
  asyncLoop: async (items) => {
    let sum = 0;
    for await (const { id } of items.filter(odd).map(next)) sum += id;
    return sum;
  },
  asyncChunks: (items) => items.chunks(1_000).count(),
  concurrent: (items) => items.map(async (item) => await item, { concurrency: 8 }).count(),
  batch: (items) => items.batch({ size: 100, maxWaitMs: 1_000 }).count(),
  merge: (items) => items.merge([]).count(),
};

const growth: Record<string, number> = {};
for (const [name, run] of Object.entries(sync)) {
  const heap = new Heap(SYNC);
  run(seq(function* () {
    for (let id = 0; id < SYNC; id++) {
      heap.look(id);
      yield { id };
    }
  }));
  growth[name] = heap.growth;
}
for (const [name, run] of Object.entries(async)) {
  const heap = new Heap(ASYNC);
  await run(asyncSeq(async function* () {
    for (let id = 0; id < ASYNC; id++) {
      heap.look(id);
      yield await { id };
    }
  }));
  growth[name] = heap.growth;
}
console.log(JSON.stringify(growth));
