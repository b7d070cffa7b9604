import type { SlotCallback } from "../plan/fuse.ts";
import type { Cursor } from "./cursor.ts";
import { isIndexed, openInner, syncMode } from "./mode.ts";
import { pushItems } from "./push_loops.ts";
import type { Sink } from "./sink.ts";
import type { Slots } from "./slots.ts";
import { type Port, SKIP, type Stage } from "./stage.ts";

import type { Receiver } from "./receiver.ts";

/** Hands items to the sink of a run and remembers whether it has stopped it. */
export class SinkReceiver implements Receiver {
  isStopped = false;
  readonly #sink: Sink<unknown>;

  constructor(sink: Sink<unknown>) {
    this.#sink = sink;
  }

  push(value: unknown): boolean {
    const sink = this.#sink;
    const result = sink.call === undefined ? value : sink.call(value);
    return this.isStopped = sink.settle(result, value) === true;
  }
}

/** What a stage receiver asks its run to do. */
export interface Raising {
  /** Does what a stage asked for through its port, and leads its output on. */
  raise(index: number, out: unknown): boolean;
  /** Leads all items of a cursor into a step; `true` if that was stopped. */
  drive(cursor: Cursor, index: number): boolean;
  /** The limit that has been reached: once all loops have stopped, the run ends there. */
  reached: LimitReceiver | undefined;
}

/** Hands items to a stage, and what comes out to the next. */
export class StageReceiver implements Receiver {
  readonly #run: Raising;
  readonly #index: number;
  readonly #stage: Stage;
  readonly #port: Port;
  readonly #next: Receiver;

  constructor(run: Raising, index: number, stage: Stage, port: Port, next: Receiver) {
    this.#run = run;
    this.#index = index;
    this.#stage = stage;
    this.#port = port;
    this.#next = next;
  }

  push(value: unknown): boolean {
    const stage = this.#stage;
    let out = value;
    if (stage.call !== undefined) out = stage.call(value);
    if (stage.settle !== undefined) out = stage.settle(out, value);
    if (this.#port.isRaised) return this.#run.raise(this.#index, out);
    return out === SKIP ? false : this.#next.push(out);
  }
}

/**
 * Hands on as many items as `take` lets pass: what its stage does, in one call. The last of them is
 * left to the run, as a call to it from here would slow down the loop around.
 */
export class LimitReceiver implements Receiver {
  readonly index: number;
  /** The last item, once it has come. */
  last: unknown;
  readonly #run: Raising;
  readonly #next: Receiver;
  #left: number;

  constructor(run: Raising, index: number, limit: number, next: Receiver) {
    this.#run = run;
    this.index = index;
    this.#left = limit;
    this.#next = next;
  }

  push(value: unknown): boolean {
    if (--this.#left > 0) return this.#next.push(value);
    this.last = value;
    this.#run.reached = this;
    return true;
  }
}

/** Hands on the items of what the callback of `flatMap` returns, without a cursor if it is an array. */
export class FlatReceiver implements Receiver {
  readonly #run: Raising;
  readonly #index: number;
  readonly #transform: SlotCallback;
  readonly #inner: Slots;
  #called = 0;

  constructor(run: Raising, index: number, transform: SlotCallback, inner: Slots) {
    this.#run = run;
    this.#index = index;
    this.#transform = transform;
    this.#inner = inner;
  }

  push(value: unknown): boolean {
    const transform = this.#transform;
    const inner = transform(value, this.#called++);
    if (isIndexed(inner)) return pushItems(inner, 0, this.#inner);
    return this.#run.drive(openInner(inner, syncMode), this.#index + 1);
  }
}
