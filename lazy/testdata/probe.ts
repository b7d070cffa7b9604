/** An async iterator that counts what is done to it. */
export interface Probe extends AsyncIterableIterator<number> {
  pulls: number;
  closes: number;
  /** Resolves when a pull hangs. */
  readonly hanging: Promise<void>;
  return(): Promise<IteratorResult<number>>;
}

/** Makes a probe that hangs after `length` items, or rejects at the pull `failAt`. */
export function probe(length: number, options: { failAt?: number } = {}): Probe {
  const pulls = { started: Promise.withResolvers<void>() };
  const iterator: Probe = {
    pulls: 0,
    closes: 0,
    hanging: pulls.started.promise,
    next(): Promise<IteratorResult<number>> {
      const value = ++iterator.pulls;
      if (value === options.failAt) return Promise.reject(new Error("source failed"));
      if (value <= length) return Promise.resolve({ done: false, value });
      pulls.started.resolve();
      return new Promise(() => {});
    },
    return(): Promise<IteratorResult<number>> {
      iterator.closes++;
      return Promise.resolve({ done: true, value: undefined });
    },
    [Symbol.asyncIterator]() {
      return iterator;
    },
  };
  return iterator;
}
