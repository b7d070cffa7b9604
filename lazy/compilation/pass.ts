import { closeAll } from "../engine/closing.ts";
import { LONGEST } from "../engine/collect_sink.ts";
import { type AnyIterator, type Cursor, IteratorCursor } from "../engine/cursor.ts";
import type { Held } from "../engine/held.ts";
import { checkResult } from "../engine/iterator_result.ts";
import { isIndexed, openInner, syncMode } from "../engine/mode.ts";
import { RangeCursor } from "../engine/range_cursor.ts";
import type { Receiver } from "../engine/receiver.ts";
import type { Sink } from "../engine/sink.ts";
import { Port, SKIP, type Stage } from "../engine/stage.ts";
import type { Segment } from "./segment.ts";
import { sinkFormOf } from "./sink_text.ts";
import { sourceFormOf } from "./source_text.ts";

/** All that a generated loop works with in one run. */
export class Pass {
  readonly callbacks: Segment["callbacks"];
  readonly values: Segment["values"];
  /** Stages of the operators that keep a state of their own. */
  readonly stages: readonly (Stage | undefined)[];
  readonly skip: typeof SKIP = SKIP;
  readonly isIndexed: typeof isIndexed = isIndexed;
  readonly check: typeof checkResult = checkResult;
  readonly cursor: Cursor;
  /** What the items of the cursor are read from if they are read one by one. */
  readonly iterator: AnyIterator;
  /** All that is open, the innermost last. */
  readonly cursors: Cursor[];
  /** How many items have come so far, kept from one call of the loop to the next. */
  readonly counters: number[] = [];
  /** Other variables, kept likewise. */
  readonly state: unknown[] = [];
  isBegun = false;
  readonly next: Receiver;
  readonly sink: Sink<unknown> | undefined;
  readonly #held: Held;
  readonly #segment: Segment;

  constructor(
    segment: Segment,
    cursor: Cursor,
    held: Held,
    next: Receiver,
    sink: Sink<unknown> | undefined,
  ) {
    this.#segment = segment;
    this.#held = held;
    this.callbacks = segment.callbacks;
    this.values = segment.values;
    this.stages = segment.operators.map((operator) =>
      operator.kind === "distinct" ? operator.stage(NO_PORT) : undefined
    );
    this.cursor = cursor;
    this.iterator = cursor instanceof IteratorCursor ? cursor.iterator : cursor;
    this.cursors = held.cursors;
    this.next = next;
    this.sink = sink;
  }

  /** Leads all items on, as long as they are wanted; answers whether it was stopped. */
  run(): boolean {
    const { cursor, cursors, sink } = this;
    cursors.push(cursor);
    const loop = this.#segment.loop(sourceFormOf(cursor), sinkFormOf(sink));
    let isStopped = loop(this);
    this.isBegun = true;
    while (isStopped === undefined) isStopped = loop(this);
    if (!isStopped) cursors.pop();
    return isStopped;
  }

  /** Opens what the callback of `flatMap` returned. */
  open(inner: unknown): Cursor {
    const cursor = openInner(inner, syncMode);
    this.cursors.push(cursor);
    return cursor;
  }

  /** Closes all that is open, since no more items are wanted. */
  close(): void {
    closeAll(this.#held.detach(-1));
  }

  /** An array to collect in, made at its full length where that is known. */
  array(): unknown[] {
    const { cursor } = this;
    if (!this.#segment.isLengthKept) return [];
    const length = cursor instanceof RangeCursor
      ? cursor.length - cursor.position
      : cursor.items.length - cursor.index;
    return length > 0 && length <= LONGEST ? new Array(length) : [];
  }
}

const NO_PORT: Port = new Port(syncMode);
