import type { Work } from "./subject.ts";

/** What is watched while a library does its work. */
export class Lab implements AsyncDisposable {
  /** How often the source was asked for an item. */
  pulls = 0;
  /** How often the source was closed. */
  closes = 0;
  /** How many tasks were begun. */
  started = 0;
  /** How many tasks are under way. */
  running = 0;
  /** How many tasks are done. */
  finished = 0;
  /** The most tasks that were under way. */
  peak = 0;
  /** Rejections that nobody heard of. */
  unhandled = 0;
  readonly #tasks = new Set<Promise<unknown>>();

  constructor() {
    addEventListener("unhandledrejection", this.#onUnhandled);
  }

  readonly #onUnhandled = (event: PromiseRejectionEvent): void => {
    event.preventDefault();
    this.unhandled++;
  };

  /** A source without an end; the answer to each pull is what the function says. */
  source(
    next: (index: number) => Promise<IteratorResult<number, undefined>> = item,
  ): AsyncIterable<number> {
    return {
      [Symbol.asyncIterator]: () => ({
        next: () => next(this.pulls++),
        return: () => {
          this.closes++;
          return Promise.resolve({ done: true, value: undefined });
        },
      }),
    };
  }

  /** Work that takes so many milliseconds, then succeeds unless it is told to fail. */
  work(msOf: (item: number) => number, failureOf?: (item: number) => Error | undefined): Work {
    return (item) => {
      this.started++;
      this.peak = Math.max(this.peak, ++this.running);
      const slept = sleep(msOf(item));
      this.#tasks.add(slept);
      // Whoever listened to the task itself would hide that nobody else does.
      return slept.then(() => {
        this.#tasks.delete(slept);
        this.running--;
        this.finished++;
        const failure = failureOf?.(item);
        if (failure !== undefined) throw failure;
        return item;
      });
    };
  }

  /** Waits until all tasks are done and everybody had time to begin more of them. */
  async rest(): Promise<void> {
    for (let quiet = 0; quiet < 3; quiet++) {
      await Promise.all(this.#tasks);
      await sleep(10);
    }
  }

  /** Takes the ear off. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.rest();
    removeEventListener("unhandledrejection", this.#onUnhandled);
  }
}

/** Waits for so many milliseconds. */
export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** The item at an index, which is the index. */
export function item(index: number): Promise<IteratorResult<number, undefined>> {
  return Promise.resolve({ done: false, value: index });
}

/** What a promise comes to, if it does so in time. */
export async function outcomeOf(promise: Promise<unknown>, ms: number): Promise<Outcome> {
  const late = Promise.withResolvers<Outcome>();
  const timer = setTimeout(() => late.resolve({ status: "pending" }), ms);
  const settled = promise.then(
    (): Outcome => ({ status: "fulfilled" }),
    (reason: unknown): Outcome => ({ status: "rejected", reason }),
  );
  const outcome = await Promise.race([settled, late.promise]);
  clearTimeout(timer);
  return outcome;
}

/** How a promise stands after some time. */
export type Outcome =
  | { readonly status: "fulfilled" }
  | { readonly status: "rejected"; readonly reason: unknown }
  | { readonly status: "pending" };
