import type { Program } from "../plan/program.ts";
import type { Source } from "../sources/source.ts";
import type { Closable, Cursor } from "./cursor.ts";
import type { Port, Stage } from "./stage.ts";

/**
 * What a run holds open, and in which order it is to be closed.
 *
 * Cursors form a stack (the source, then one per expanding stage that is in the middle of an item),
 * so an item always enters behind every stage that has ended.
 */
export class Held {
  /** The stages of the run, from the source on. */
  readonly stages: Stage[];
  /** How each of them talks to the run. */
  readonly ports: Port[];
  /** The open cursors, the innermost last. */
  readonly cursors: Cursor[] = [];
  /** First stage that has not been flushed; those before it receive no more items. */
  flushFrom = 0;
  /** Whether the source has been opened, or need not be any more. */
  isStarted = false;
  readonly #source: Source;
  /** Further sources, to be discarded at the end if no stage has opened them. */
  #others: readonly Source[];

  constructor({ source, others }: Program, length: number) {
    this.#source = source;
    this.#others = others;
    this.stages = new Array(length);
    this.ports = new Array(length);
  }

  /** Puts a stage in its place; it may have ended before its first item. */
  put(index: number, stage: Stage, port: Port): void {
    this.stages[index] = stage;
    this.ports[index] = port;
    if (port.isEnded) this.flushFrom = Math.max(this.flushFrom, index + 1);
  }

  /** Takes a cursor that ran out or failed off the stack. */
  drop(cursor: Cursor): void {
    cursor.forget();
    if (this.cursors.at(-1) === cursor) this.cursors.pop();
  }

  /** Takes off all that is open up to a stage: later stages first, inner cursors before outer. */
  detach(last: number): Closable[] {
    const open: Closable[] = [];
    for (let index = last; index >= 0; index--) {
      while ((this.cursors.at(-1)?.start ?? 0) > index) open.push(this.cursors.pop()!);
      const stage = this.stages[index]!;
      if (stage.close !== undefined) open.push(stage as Closable);
    }
    while (this.cursors.length > 0) open.push(this.cursors.pop()!);
    return open;
  }

  /** Takes off the further sources, to be discarded. */
  unopened(): Closable[] {
    const others = this.#others;
    this.#others = [];
    return others.map((source) => ({ close: (reason) => source.discard(reason) }));
  }

  /** Takes off everything; nothing is pulled or flushed after it. */
  finish(): Closable[] {
    const open = this.detach(this.stages.length - 1);
    if (!this.isStarted) open.push(this.unstarted());
    if (this.#others.length > 0) open.push(...this.unopened());
    this.isStarted = true;
    this.flushFrom = this.stages.length;
    return open;
  }

  /** The source, to be discarded instead of opened. */
  unstarted(): Closable {
    const source = this.#source;
    return { close: (reason) => source.discard(reason) };
  }
}
