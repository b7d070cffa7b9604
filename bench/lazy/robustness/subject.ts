/** Work on one item that takes its time. */
export type Work = (item: number) => Promise<number>;

/** A way to have work done on several items at once. */
export interface Subject {
  /** Name in the tables. */
  readonly name: string;
  /** The results, lazily. */
  map(source: AsyncIterable<number>, work: Work, concurrency: number): AsyncIterable<number>;
  /** The results of a run that a signal ends; missing where there is nothing to give it to. */
  abortable?(
    source: AsyncIterable<number>,
    work: Work,
    concurrency: number,
    signal: AbortSignal,
  ): Promise<unknown>;
}
