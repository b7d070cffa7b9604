import type { AsyncSeq } from "../../async_seq.ts";
import type { World } from "./world.ts";
import { bodyError, type LoopCall } from "./loops.ts";

type AsyncLoop = (items: AsyncSeq<unknown>, call: LoopCall) => Promise<unknown>;

type Read = () => Promise<IteratorResult<unknown>>;

async function readSome(read: Read, count: number, world: World): Promise<unknown[]> {
  const got: unknown[] = [];
  for (let left = count; left > 0; left--) {
    const { done, value } = await read();
    world.note(done ? "ended" : "got");
    got.push(done ? "ended" : value);
  }
  return got;
}

/** Loops over async sequences; each name is that of a sync loop that must do the same. */
export const asyncLoops: Readonly<Record<string, AsyncLoop>> = {
  forOf: async (items, { world }) => {
    for await (const value of items) world.act(`body ${typeof value}`);
  },
  forOfBreak: async (items, { world, n, m }) => {
    let left = n + m;
    for await (const value of items) {
      world.act(`body ${typeof value}`);
      if (left-- === 0) break;
    }
  },
  forOfThrow: async (items, { world, n, m }) => {
    let left = n + m;
    for await (const value of items) {
      world.act(`body ${typeof value}`);
      if (left-- === 0) throw bodyError;
    }
  },
  byHand: async (items, { world, n, m }) => {
    const iterator = items[Symbol.asyncIterator]();
    const read = () => iterator.next();
    const got = await readSome(read, n, world);
    if (m < 3) world.note(`returned ${(await iterator.return?.())?.done}`);
    got.push(...await readSome(read, m, world));
    await iterator.return?.();
    return got;
  },
  afterError: async (items, { world }) => {
    const iterator = items[Symbol.asyncIterator]();
    try {
      while (!(await iterator.next()).done) world.act("body");
    } catch (error) {
      world.note(`threw ${world.nameOf(error)}`);
    }
    const { done } = await iterator.next();
    await iterator.return?.();
    return done;
  },
  spread: async (items) => await Array.fromAsync(items),
  usingUnread: async (items, { n }) => {
    await using iterator = items[Symbol.asyncIterator]();
    if (n > 1) await iterator.next();
    if (n === 4) throw bodyError;
  },
  reader: async (items, { world, n, m }) => {
    const reader = items.toReadableStream({ highWaterMark: m + 1 }).getReader();
    const got = await readSome(() => reader.read() as ReturnType<Read>, n, world);
    await reader.cancel();
    return got;
  },
  streamed: async (items, { n }) =>
    await Array.fromAsync(items.toReadableStream({ highWaterMark: n + 1 })),
  burst: async (items, { n, m }) => {
    const iterator = items[Symbol.asyncIterator]();
    const answers = await Promise.all(Array.from({ length: n + m }, () => iterator.next()));
    await iterator.return?.();
    return answers.map(({ done, value }) => done ? "ended" : value);
  },
};
