/** What is sorted range by range; all items of one range go before all of the next. */
export interface Sorting<T> {
  /** Ranges up to this length are sorted, not split. */
  readonly atOnce: number;
  /** All items, if they are kept in an array that may be given away. */
  readonly items: T[] | undefined;
  /** The item that stands at a position. */
  at(position: number): T;
  /** Whether samples say that it consists of few runs, so that it costs little to sort all of it. */
  looksOrdered(): boolean;
  /**
   * Divides a range in three: less than one of its items, the same as it, and more.
   *
   * @param share About which part of the range is to be less, up to a half.
   */
  split(low: number, high: number, share: number): Split;
  /** Sorts a range, stably. */
  sort(low: number, high: number): void;
}

/** Where a range has been divided. */
export interface Split {
  /** Where the items begin that are the same as the one it was divided by. */
  readonly same: number;
  /** Where the items begin that are more. */
  readonly more: number;
}
