import type { World } from "./world.ts";

/** How a source that logs behaves. */
export interface ProbeOptions {
  readonly name: string;
  readonly items: readonly unknown[];
  /** Whether it has a `return()`; without it nobody can close it. */
  readonly isClosable?: boolean;
}

type Result = IteratorResult<unknown, unknown>;

/** A bare iterator that logs what is asked of it. */
export function probe(world: World, options: ProbeOptions): Iterator<unknown> {
  const { name, items, isClosable = true } = options;
  let index = 0;
  const entry = { closes: 0, isEnded: false, isClosable };
  const begin = () => world.iterators.add(entry);
  const iterator: Iterator<unknown> = {
    next(): Result {
      begin();
      entry.isEnded = true;
      world.act(`${name}.next()`);
      entry.isEnded = index >= items.length;
      return entry.isEnded
        ? { done: true, value: undefined }
        : { done: false, value: items[index++] };
    },
  };
  if (!isClosable) return iterator;
  iterator.return = () => {
    begin();
    entry.closes++;
    world.act(`${name}.return()`);
    return { done: true, value: undefined };
  };
  return iterator;
}

/** A probe that answers with what is no result when it has run out. */
export function brokenProbe(world: World, options: ProbeOptions): Iterator<unknown> {
  const inner = probe(world, options);
  const next = () => {
    const result = inner.next();
    return result.done ? 5 as never : result;
  };
  return { ...inner, next };
}

/** The same as the reference has it: as if it threw. */
export function throwingProbe(world: World, options: ProbeOptions): Iterator<unknown> {
  const inner = probe(world, options);
  const next = () => {
    const result = inner.next();
    if (result.done) throw new TypeError("no result");
    return result;
  };
  return { ...inner, next };
}

/** A probe as an async iterator; it may answer with a rejection or throw on the spot. */
export function asyncProbe(world: World, options: ProbeOptions): AsyncIterator<unknown> {
  const inner = probe(world, options);
  const later = (run: () => Result) => world.later(run) as unknown as Promise<Result>;
  const iterator: AsyncIterator<unknown> = { next: () => later(() => inner.next() as Result) };
  if (inner.return) iterator.return = () => later(() => inner.return!() as Result);
  return iterator;
}

/** A sync iterator whose items are promises, as seen by an async run. */
export function probeOfPromises(world: World, options: ProbeOptions): Iterator<unknown> {
  const inner = probe(world, options);
  return Object.assign(Object.create(Iterator.prototype), inner, {
    next(): Result {
      const { done, value } = inner.next() as Result;
      return { done: done === true, value: world.later(() => value) };
    },
  });
}

/** An iterable over probes; each pass opens one. */
export function iterable(world: World, options: ProbeOptions): Iterable<unknown> {
  return {
    [Symbol.iterator]() {
      world.open(options.name, options.isClosable);
      return probe(world, options);
    },
  };
}

/** An async iterable over async probes. */
export function asyncIterable(world: World, options: ProbeOptions): AsyncIterable<unknown> {
  return {
    [Symbol.asyncIterator]() {
      world.open(options.name, options.isClosable);
      return asyncProbe(world, options);
    },
  };
}

/** A generator that logs where it is. */
export function* generator(world: World, { name, items }: ProbeOptions): Generator<unknown> {
  world.act(`${name} starts`);
  try {
    for (const item of items) {
      world.act(`${name} yields`);
      yield item;
    }
  } finally {
    world.act(`${name} ends`);
  }
}

/** The same as an async generator. */
export async function* asyncGenerator(
  world: World,
  { name, items }: ProbeOptions,
): AsyncGenerator<unknown> {
  world.act(`${name} starts`);
  try {
    for (const item of items) {
      await world.later(() => world.act(`${name} yields`));
      yield item;
    }
  } finally {
    world.act(`${name} ends`);
  }
}

/** A stream that pulls one item per read. */
export function stream(world: World, { name, items }: ProbeOptions): ReadableStream<unknown> {
  let index = 0;
  return new ReadableStream<unknown>({
    pull(controller) {
      return world.later(() => {
        world.act(`${name}.next()`);
        if (index < items.length) controller.enqueue(items[index++]);
        else controller.close();
      });
    },
    cancel() {
      return world.later(() => world.act(`${name}.return()`));
    },
  }, { highWaterMark: 0 });
}
