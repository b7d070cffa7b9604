import type { Receiver } from "./receiver.ts";
import type { Sink, WrittenSink } from "./sink.ts";
import type { Slots } from "./slots.ts";

/** An array longer than this is not laid out in one piece when it is made with a length. */
export const LONGEST: number = 2 ** 25;

/** Collects all items in an array, made at its full length where that is known. */
export class CollectSink<T> implements Sink<T[]>, Receiver {
  #items: T[] = [];

  settle(value: T): void {
    this.#items.push(value);
  }

  push(value: unknown): false {
    this.#items.push(value as T);
    return false;
  }

  /** For a generated loop, which collects in an array of its own. */
  get written(): WrittenSink {
    return { form: "collect", finish: (items) => this.#items = items as T[] };
  }

  result(): T[] {
    return this.#items;
  }

  /** Whether the loop below may take over. */
  takes({ p0, isLong }: Slots, length: number): boolean {
    return p0 === undefined && !isLong && this.#items.length === 0 && length <= LONGEST;
  }

  /** Collects an array's items, through a transform at most. */
  collectItems(source: ArrayLike<unknown>, from: number, slots: Slots): void {
    const { m0, i1 } = slots;
    const items: unknown[] = new Array(Math.max(0, source.length - from));
    const offset = i1 - from;
    let at = from;
    if (m0 === undefined) {
      for (; at < source.length; at++) items[at - from] = source[at];
    } else {
      for (; at < source.length; at++) items[at - from] = m0(source[at], at + offset);
    }
    slots.i1 = at + offset;
    items.length = Math.max(0, at - from);
    this.#items = items as T[];
  }
}
