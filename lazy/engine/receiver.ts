/** Where a push run hands items to. */
export interface Receiver {
  /** Takes an item in; `true` if no more are wanted from where it came. */
  push(value: unknown): boolean;
}
