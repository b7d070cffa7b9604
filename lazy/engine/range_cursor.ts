import { type Cursor, DONE, NO_ITEMS } from "./cursor.ts";

/** A cursor over numbers at equal distances, each computed from its position. */
export class RangeCursor implements Cursor {
  start = 0;
  readonly awaitsItems = false;
  readonly items: ArrayLike<never> = NO_ITEMS;
  index = 0;
  readonly first: number;
  readonly step: number;
  /** How many numbers there are; may be infinite. */
  length: number;
  /** Position of the next number. */
  position = 0;

  constructor(first: number, step: number, length: number) {
    this.first = first;
    this.step = step;
    this.length = length;
  }

  next(): IteratorResult<number, undefined> {
    if (this.position >= this.length) return DONE;
    return { done: false, value: this.first + this.step * this.position++ };
  }

  forget(): void {
    this.length = this.position;
  }

  close(): void {
    this.forget();
  }

  save(isRewound: boolean): number {
    return isRewound ? this.position - 1 : this.position;
  }

  load(position: number): boolean {
    this.position = position;
    return position <= this.length;
  }
}
