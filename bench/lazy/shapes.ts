/**
 * Pipelines that a library may be able to run, each with the callbacks left open: a process that
 * calls one of them with several callbacks is what a program is, and one that knows a single set of
 * them is what benchmarks usually are.
 */
export interface Shapes {
  /** Reduces what is left, each item replaced by another. */
  filterMapReduce<T, U, A>(
    items: readonly T[],
    keep: (item: T) => boolean,
    map: (item: T) => U,
    add: (total: A, item: U) => A,
    initial: A,
  ): A;
  /** Adds up in a loop of its own what it pulls, one item at a time. */
  filterMapPull<T>(
    items: readonly T[],
    keep: (item: T) => boolean,
    map: (item: T) => number,
  ): number;
  /** Gathers the first few. */
  mapFilterTake<T, U>(
    items: readonly T[],
    map: (item: T) => U,
    keep: (item: U) => boolean,
    count: number,
  ): readonly U[];
  /** Gathers the distinct ones of many in chunks. */
  flatMapDistinctChunk<T, U>(
    items: readonly T[],
    expand: (item: T) => readonly U[],
    size: number,
  ): readonly (readonly U[])[];
  /** Gathers the smallest, in order. */
  sortTake(
    items: readonly number[],
    compare: (a: number, b: number) => number,
    count: number,
  ): readonly number[];
  /** Counts per key, as {@linkcode PerKey}. */
  countBy<T, K extends string | number>(items: readonly T[], key: (item: T) => K): unknown;
  /** Adds up per key, as {@linkcode PerKey}. */
  sumBy<T, K extends string | number>(
    items: readonly T[],
    key: (item: T) => K,
    value: (item: T) => number,
  ): unknown;
  /** Reduces to three results. */
  aggregate<T>(items: readonly T[], value: (item: T) => number): Totals;
  /** Makes ready to reduce what is left, each item replaced by another, as often as one likes. */
  filterMapReduceAgain<T, U, A>(
    items: readonly T[],
    keep: (item: T) => boolean,
    map: (item: T) => U,
    add: (total: A, item: U) => A,
    initial: A,
  ): () => A;
  /** Counts what all chunks hold, one chunk after the other. */
  countChunks<T>(items: readonly T[], size: number): number;
  /** Gathers all, each replaced by another. */
  mapToArray<T, U>(items: readonly T[], map: (item: T) => U): readonly U[];
}

/** A number for each key, as libraries return it. */
export type PerKey =
  | ReadonlyMap<string | number, number>
  | Readonly<Record<string, number>>;

/** Three results of one pass. */
export interface Totals {
  /** How many there are. */
  readonly count: number;
  /** What they add up to. */
  readonly sum: number;
  /** The largest. */
  readonly max: number | undefined;
}

/** One way to run pipelines: those that it can run. */
export type Implementation = Partial<Shapes>;

/** A pipeline with callbacks and items. */
export interface Pipeline<S extends keyof Shapes = keyof Shapes> {
  /** What is asked of an implementation. */
  readonly shape: S;
  /** Runs it. */
  run(by: Pick<Shapes, S>): unknown;
}

/** A pipeline that is measured. */
export interface MeasuredPipeline<S extends keyof Shapes = keyof Shapes> extends Pipeline<S> {
  /** Loops by hand over the same items: the limit, and the answer that is right. */
  hand(): unknown;
  /** Brings an answer into the form in which answers are compared. */
  readonly normal?: (answer: unknown) => unknown;
}

/** States the shape of a pipeline once. */
export function pipelineOf<S extends keyof Shapes>(
  pipeline: MeasuredPipeline<S>,
): MeasuredPipeline<S> {
  return pipeline;
}

/** Numbers per key as sorted entries, whatever holds them. */
export function sortedEntries(answer: unknown): readonly (readonly [string, number])[] {
  const perKey = answer as PerKey;
  const entries = perKey instanceof Map ? [...perKey] : Object.entries(perKey);
  return entries.map(([key, value]): [string, number] => [String(key), value]).sort();
}
