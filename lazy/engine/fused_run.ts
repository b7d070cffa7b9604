import { isThenable } from "../../_internal/is_thenable.ts";
import type { FusedStep, SlotCallback } from "../plan/fuse.ts";
import type { Source } from "../sources/source.ts";
import { closeNow } from "./closing.ts";
import type { Cursor } from "./cursor.ts";
import { checkResult } from "./iterator_result.ts";
import { promiseOf } from "./promise_of.ts";
import { END, PENDING, type PullRun } from "./pull_run.ts";
import { SKIP } from "./stage.ts";

/** What a run waits for, where it is no slot: the answer of `next()`, or an item. */
const ANSWER = -1;
const ITEM = -2;

/**
 * One async run of a plan that is slots and nothing else. Does what a run does, but as there is no
 * stage to end or to expand, it is one loop over the source.
 */
export class FusedRun implements PullRun {
  awaited: PromiseLike<unknown> | undefined;
  readonly #source: Source;
  readonly #p0: SlotCallback | undefined;
  readonly #m0: SlotCallback | undefined;
  readonly #slots: readonly (SlotCallback | undefined)[];
  /** How often each callback has been called. */
  readonly #called: number[];
  #cursor: Cursor | undefined;
  /** What is awaited: the number of a slot, or one of the above. */
  #awaitedFor = ANSWER;
  /** The item whose slot is awaited. */
  #item: unknown;
  /** Whether `next()` is under way: a source that fails is not closed. */
  #isReading = false;
  #isClosed = false;

  constructor(source: Source, { slots }: FusedStep) {
    this.#source = source;
    [this.#p0, this.#m0] = slots;
    this.#slots = slots;
    this.#called = slots.map(() => 0);
  }

  pull(): unknown {
    let out: unknown = SKIP;
    while (out === SKIP) {
      if (this.#isClosed) return END;
      const cursor = this.#cursor ??= this.#open();
      if (cursor.index < cursor.items.length) {
        out = this.#accept(cursor.items[cursor.index++]);
        continue;
      }
      this.#isReading = true;
      const answer = cursor.next();
      if (isThenable(answer)) return this.#suspend(answer, ANSWER);
      out = this.#read(answer);
    }
    return out;
  }

  resume(settled: unknown): unknown {
    if (this.#isClosed) return END;
    const slot = this.#awaitedFor;
    let out: unknown;
    if (slot === ANSWER) out = this.#read(settled);
    else if (slot === ITEM) out = this.#enter(settled);
    else if (slot % 2 === 1) out = this.#lead(settled, slot + 1);
    else out = settled ? this.#lead(this.#item, slot + 1) : SKIP;
    return out === SKIP ? this.pull() : out;
  }

  /** Whether what is awaited is an answer of the source; then `take()` can go on, too. */
  get awaitsAnswer(): boolean {
    return this.#awaitedFor === ANSWER;
  }

  /** Asks the source for an answer, or a promise of one; `SKIP` where `pull()` has to go on. */
  ask(): unknown {
    const cursor = this.#cursor!;
    if (this.#isClosed || cursor.index < cursor.items.length) return SKIP;
    this.#isReading = true;
    return cursor.next();
  }

  /** What comes of an answer: an item, `SKIP`, `END` or `PENDING`. */
  take(answer: unknown): unknown {
    return this.#isClosed ? END : this.#read(answer);
  }

  /** Adds how often each callback has been called, as stages do. */
  save(state: unknown[]): void {
    for (let slot = 0; slot < this.#slots.length; slot++) {
      if (this.#slots[slot] !== undefined) state.push(this.#called[slot]);
    }
  }

  /** Takes off the front of `state` what `save()` added. */
  load(state: unknown[]): void {
    for (let slot = 0; slot < this.#slots.length; slot++) {
      if (this.#slots[slot] !== undefined) this.#called[slot] = state.shift() as number;
    }
  }

  close(reason?: unknown): unknown {
    this.#isClosed = true;
    return this.#cursor === undefined ? this.#source.discard(reason) : this.#cursor.close(reason);
  }

  fail(): unknown {
    if (this.#isReading) this.#cursor?.forget();
    return this.close();
  }

  abandon(reason?: unknown): void {
    if (!this.#isClosed) closeNow([{ close: () => this.close(reason) }]);
  }

  /** Opening a source runs the user's code, which may have closed the run meanwhile. */
  #open(): Cursor {
    const cursor = this.#source.open();
    if (this.#isClosed) closeNow([cursor]);
    return cursor;
  }

  #read(answer: unknown): unknown {
    const { done, value } = checkResult(answer);
    this.#isReading = false;
    if (!done) return this.#accept(value);
    this.#cursor!.forget();
    this.#isClosed = true;
    return END;
  }

  #accept(value: unknown): unknown {
    if (this.#cursor!.awaitsItems && isThenable(value)) return this.#suspend(value, ITEM);
    return this.#isClosed ? END : this.#enter(value);
  }

  /** Leads an item through the first pair of slots, then through the others. */
  #enter(value: unknown): unknown {
    const p0 = this.#p0;
    if (p0 !== undefined) {
      const isKept = p0(value, this.#called[0]!++);
      if (isThenable(isKept)) return this.#suspendItem(isKept, 0, value);
      if (this.#isClosed) return END;
      if (!isKept) return SKIP;
    }
    const m0 = this.#m0;
    if (m0 !== undefined) {
      value = m0(value, this.#called[1]!++);
      if (isThenable(value)) return this.#suspend(value, 1);
      if (this.#isClosed) return END;
    }
    return this.#slots.length > 2 ? this.#lead(value, 2) : value;
  }

  /** Leads an item through the slots from one on. */
  #lead(value: unknown, from: number): unknown {
    const slots = this.#slots;
    const { length } = slots;
    for (let slot = from; slot < length; slot++) {
      const callback = slots[slot];
      if (callback === undefined) continue;
      const result = callback(value, this.#called[slot]!++);
      if (isThenable(result)) return this.#suspendItem(result, slot, value);
      if (this.#isClosed) return END;
      if (slot % 2 === 1) value = result;
      else if (!result) return SKIP;
    }
    return value;
  }

  #suspendItem(awaited: PromiseLike<unknown>, slot: number, item: unknown): typeof PENDING {
    this.#item = item;
    return this.#suspend(awaited, slot);
  }

  #suspend(awaited: PromiseLike<unknown>, what: number): typeof PENDING {
    this.awaited = promiseOf(awaited);
    this.#awaitedFor = what;
    return PENDING;
  }
}
