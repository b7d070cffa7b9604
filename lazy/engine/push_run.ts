import { Pass } from "../compilation/pass.ts";
import type { Segment } from "../compilation/segment.ts";
import { isFused } from "../plan/fuse.ts";
import type { Program } from "../plan/program.ts";
import { closeAll } from "./closing.ts";
import { CollectSink } from "./collect_sink.ts";
import { type Cursor, ItemsCursor, IteratorCursor } from "./cursor.ts";
import { FoldSink } from "./fold_sink.ts";
import { Held } from "./held.ts";
import { syncMode } from "./mode.ts";
import { pushItems, pushIterator, pushRange } from "./push_loops.ts";
import { RangeCursor } from "./range_cursor.ts";
import type { Receiver } from "./receiver.ts";
import {
  FlatReceiver,
  LimitReceiver,
  type Raising,
  SinkReceiver,
  StageReceiver,
} from "./receivers.ts";
import { ReduceSink } from "./reduce_sink.ts";
import type { Sink } from "./sink.ts";
import { Slots } from "./slots.ts";
import { Port, SKIP, type Stage } from "./stage.ts";

/**
 * One sync pass of a plan into a sink, pushed: one loop drives the source, and every step hands its
 * items to the next by a call. Faster than pulling, as nothing has to be left and taken up again.
 */
export class PushRun implements Raising {
  readonly #program: Program;
  readonly #sink: Sink<unknown>;
  readonly #held: Held;
  /** Where items of each step go in; the last is the sink. */
  readonly #receivers: Receiver[];
  readonly #end: Receiver;
  reached: LimitReceiver | undefined;

  constructor(program: Program, sink: Sink<unknown>) {
    const { pushed: steps } = program;
    this.#program = program;
    this.#sink = sink;
    this.#held = new Held(program, steps.length);
    this.#end = sink.push === undefined ? new SinkReceiver(sink) : sink as Receiver;
    this.#receivers = new Array(steps.length + 1);
    this.#receivers[steps.length] = this.#end;
    for (let index = steps.length - 1; index >= 0; index--) {
      this.#receivers[index] = this.#place(index, this.#receivers[index + 1]!);
    }
  }

  /** Runs until the source has run out or the sink wants no more. */
  run(): void {
    try {
      this.#runAll();
    } catch (error) {
      this.#closeQuietly();
      throw error;
    }
    closeAll(this.#held.finish());
  }

  raise(index: number, out: unknown): boolean {
    const port = this.#held.ports[index]!;
    if (port.inner !== undefined) return this.#driveInner(port, index);
    port.isRaised = false;
    this.#endAt(index, out);
    return true;
  }

  drive(cursor: Cursor, index: number): boolean {
    const slots = this.#entry(index);
    const { next, isLong } = slots;
    if (cursor instanceof ItemsCursor) {
      const { items, index: from } = cursor;
      if (next instanceof ReduceSink && !isLong) next.reduceItems(items, from, slots);
      else if (next instanceof FoldSink && !isLong) next.foldItems(items, from, slots);
      else if (next instanceof CollectSink && next.takes(slots, items.length)) {
        next.collectItems(items, from, slots);
      } else return pushItems(items, from, slots);
      return false;
    }
    if (cursor instanceof RangeCursor) {
      if (!(next instanceof ReduceSink) || isLong) return pushRange(cursor, slots);
      next.reduceRange(cursor, slots);
      return false;
    }
    return this.#driveIterator(cursor, slots, index);
  }

  get #isStopped(): boolean {
    return this.#end instanceof SinkReceiver && this.#end.isStopped;
  }

  #place(index: number, next: Receiver): Receiver {
    const step = this.#program.pushed[index]!;
    if (isFused(step)) {
      const slots = new Slots(step, next);
      this.#held.put(index, slots, NO_PORT);
      return slots;
    }
    const port = new Port(syncMode);
    const stage: Stage = step.stage(port);
    this.#held.put(index, stage, port);
    const limit = step.kind === "take" ? step.amount! : 0;
    if (step.kind === "flatMap") {
      return new FlatReceiver(this, index, step.callback as never, this.#entry(index + 1));
    }
    if (limit > 0) return new LimitReceiver(this, index, limit, next);
    return new StageReceiver(this, index, stage, port, next);
  }

  #runAll(): void {
    const held = this.#held;
    const { source, segment } = this.#program;
    held.isStarted = true;
    if (held.flushFrom > 0 || segment?.isEmpty) closeAll([held.unstarted()]);
    else if (segment === undefined) this.drive(source.open(), 0);
    else this.#driveSegment(segment, source.open());
    this.#endAtLimits();
    while (!this.#isStopped && held.flushFrom < held.stages.length) {
      this.#flush(held.flushFrom);
      this.#endAtLimits();
    }
  }

  /** The last item of one limit may be that of the next. */
  #endAtLimits(): void {
    for (let limit = this.reached; limit !== undefined; limit = this.reached) {
      this.reached = undefined;
      this.#endAt(limit.index, limit.last);
    }
  }

  /** Closes everything before a stage that has ended, then leads its last output on. */
  #endAt(index: number, out: unknown): void {
    this.#held.flushFrom = index + 1;
    closeAll(this.#held.detach(index));
    if (out !== SKIP) this.#receivers[index + 1]!.push(out);
  }

  #flush(index: number): void {
    const { stages, ports } = this.#held;
    const stage = stages[index]!;
    if (stage.drain !== undefined) return this.#drain(stage, index);
    const out = stage.flush === undefined ? SKIP : stage.flush();
    if (out !== SKIP) {
      this.#receivers[index + 1]!.push(out);
    } else if (ports[index]!.inner !== undefined) {
      this.#driveInner(ports[index]!, index);
    } else {
      this.#held.flushFrom = index + 1;
      stage.close?.();
    }
  }

  #drain(stage: Stage, index: number): void {
    const next = this.#receivers[index + 1]!;
    let isStopped = false;
    stage.drain!((value) => isStopped = next.push(value));
    if (isStopped) return;
    this.#held.flushFrom = index + 1;
    stage.close?.();
  }

  #driveInner(port: Port, index: number): boolean {
    const inner = port.inner!;
    port.inner = undefined;
    port.isRaised = port.isEnded;
    return this.drive(inner, index + 1);
  }

  #driveIterator(cursor: Cursor, slots: Slots, index: number): boolean {
    const { cursors } = this.#held;
    const { next, isLong } = slots;
    cursor.start = index;
    cursors.push(cursor);
    const iterator = cursor instanceof IteratorCursor ? cursor.iterator : cursor;
    let isStopped = false;
    if (next instanceof ReduceSink && !isLong) next.reduceIterator(iterator, cursor, slots);
    else isStopped = pushIterator(iterator, cursor, slots);
    if (!isStopped) cursors.pop();
    return isStopped;
  }

  #driveSegment(segment: Segment, cursor: Cursor): void {
    const sink = this.#receivers.length === 1 ? this.#sink : undefined;
    new Pass(segment, cursor, this.#held, this.#receivers[0]!, sink).run();
  }

  /** The slots that items enter by at a step; empty ones in front of a step that has none. */
  #entry(index: number): Slots {
    const receiver = this.#receivers[index]!;
    if (receiver instanceof Slots) return receiver;
    return (this.#entries ??= [])[index] ??= new Slots(NO_SLOTS, receiver);
  }

  #entries: Slots[] | undefined;

  #closeQuietly(): void {
    try {
      closeAll(this.#held.finish());
    } catch {
      return;
    }
  }
}

const NO_SLOTS = { slots: [] };
const NO_PORT: Port = new Port(syncMode);
