/** A page of a paged service, and where the next one begins. */
export interface NumbersPage {
  /** What the page holds. */
  readonly items: readonly number[];
  /** Cursor of the next page, unless this is the last. */
  readonly next?: number;
}

/** A paged service: by its pages one after the other, or by what fetches one of them. */
export interface PagedNumbers {
  /** Fetches the page at a cursor; `undefined` asks for the first. */
  fetch(cursor: number | undefined): Promise<NumbersPage>;
  /** Fetches all of them in turn, for who can only read what can be iterated. */
  read(): AsyncIterable<readonly number[]>;
}

/**
 * Pipelines over items that come one by one, with the callbacks left open, as in the pipelines of
 * what is there already.
 */
export interface AsyncShapes {
  /** Reduces what is left, each item replaced by another. */
  filterMapReduce<T, U, A>(
    source: AsyncIterable<T>,
    keep: (item: T) => boolean,
    map: (item: T) => U,
    add: (total: A, item: U) => A,
    initial: A,
  ): Promise<A>;
  /** The same over the items of pages. */
  pagesReduce<A>(
    pages: PagedNumbers,
    keep: (item: number) => boolean,
    map: (item: number) => number,
    add: (total: A, item: number) => A,
    initial: A,
  ): Promise<A>;
  /** Gathers the first few. */
  mapFilterTake<T, U>(
    source: AsyncIterable<T>,
    map: (item: T) => U,
    keep: (item: U) => boolean,
    count: number,
  ): Promise<readonly U[]>;
  /** Counts what all chunks hold, one chunk after the other. */
  countChunks<T>(source: AsyncIterable<T>, size: number): Promise<number>;
  /** Counts what all batches hold that are full or have waited for so long. */
  countBatches<T>(source: AsyncIterable<T>, size: number, maxWaitMs: number): Promise<number>;
  /** Adds up what async work makes of the items, so many at once, in the order of the items. */
  sumInOrder<T>(
    source: Iterable<T>,
    work: (item: T) => Promise<number>,
    concurrency: number,
  ): Promise<number>;
  /** The same in the order in which the results come. */
  sumAsTheyCome<T>(
    source: Iterable<T>,
    work: (item: T) => Promise<number>,
    concurrency: number,
  ): Promise<number>;
}

/** One way to run such pipelines: those that it can run. */
export type AsyncImplementation = Partial<AsyncShapes>;

/** A pipeline that is measured. */
export interface AsyncPipeline<S extends keyof AsyncShapes = keyof AsyncShapes> {
  /** What is asked of an implementation. */
  readonly shape: S;
  /** Runs it. */
  run(by: Pick<AsyncShapes, S>): Promise<unknown>;
  /** The `for await` loop by hand: the limit, and the answer that is right. */
  hand(): Promise<unknown>;
}

/** States the shape of a pipeline once. */
export function asyncPipelineOf<S extends keyof AsyncShapes>(
  pipeline: AsyncPipeline<S>,
): AsyncPipeline<S> {
  return pipeline;
}
