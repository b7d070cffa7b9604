import { formatValue } from "../_internal/check_option.ts";
import { isThenable } from "../_internal/is_thenable.ts";
import { closeAll, closeInTurn, closeNow } from "./closing.ts";
import type { Closable, Cursor } from "./cursor.ts";
import type { Mode } from "./mode.ts";
import type { Plan } from "./plan.ts";
import type { Source } from "./source.ts";
import { Port, SKIP, type Stage } from "./stage.ts";

/** What `pull()` returns after the last item. */
export const END: unique symbol = Symbol("end");
/** What `pull()` returns when `awaited` has to settle first; then `resume()` goes on. */
export const PENDING: unique symbol = Symbol("pending");

/**
 * One pass of a plan: a loop that takes an item from the innermost open cursor and leads it through
 * the stages. Sync and async runs share it; an async run suspends wherever a promise turns up, so
 * that callbacks and pages which need no waiting cost no microtask.
 *
 * Cursors form a stack (the source, then one per expanding stage that is in the middle of an item),
 * so an item always enters behind every stage that has ended.
 */
export class Run {
  /** The promise that a `PENDING` run waits for. */
  awaited: PromiseLike<unknown> | undefined;
  readonly #mode: Mode;
  readonly #source: Source;
  /** Further sources, to be discarded at the end if no stage has opened them. */
  readonly #others: Source[];
  readonly #stages: Stage[] = [];
  readonly #ports: Port[] = [];
  readonly #cursors: Cursor[] = [];
  /** What is being closed in turn and has not been asked yet. */
  #closing: Closable[] = [];
  /** First stage that has not been flushed; those before it receive no more items. */
  #flushFrom = 0;
  #isStarted = false;
  /** An async run may be abandoned at any time, even by a callback that it is in the middle of. */
  #isClosed = false;
  /** The cursor whose `next()` is awaited. */
  #reading: Cursor | undefined;
  #continue: ((settled: unknown) => unknown) | undefined;

  constructor(plan: Plan, mode: Mode) {
    this.#mode = mode;
    this.#source = plan.source;
    this.#others = plan.others();
    for (const factory of plan.factories()) {
      const port = new Port(mode);
      this.#stages.push(factory(port));
      this.#ports.push(port);
      if (port.isEnded) this.#flushFrom = this.#stages.length;
    }
  }

  /** The next item, `END` or `PENDING`. After a throw the caller must call `fail()`. */
  pull(): unknown {
    let out = this.#isStarted ? SKIP : this.#start();
    while (out === SKIP) out = this.#step();
    return out;
  }

  /** Goes on after `awaited` has been fulfilled; returns what `pull()` returns. */
  resume(settled: unknown): unknown {
    const go = this.#continue;
    this.#continue = undefined;
    this.#reading = undefined;
    if (go === undefined) return END;
    const out = go(settled);
    return out === SKIP ? this.pull() : out;
  }

  /** Closes what is open, waiting for each in turn in an async run; nothing is pulled after it. */
  close(reason?: unknown): unknown {
    const open = this.#finish();
    if (!this.#mode.isAsync) return closeAll(open, reason);
    this.#closing = open;
    return closeInTurn(open, reason);
  }

  /** Closes what is open after a failure; a source whose `next()` failed is not closed. */
  fail(): unknown {
    if (this.#reading !== undefined) this.#drop(this.#reading);
    return this.close();
  }

  /** Closes what is open at once and waits for nothing; a pending pull comes to nothing. */
  abandon(reason?: unknown): void {
    closeNow(this.#closing, reason);
    closeNow(this.#finish(), reason);
  }

  #start(): unknown {
    this.#isStarted = true;
    if (this.#flushFrom === 0) {
      this.#push(this.#source.open(), 0);
      return SKIP;
    }
    const source = this.#source;
    return this.#closeUpstream([{ close: () => source.discard() }], () => SKIP);
  }

  #step(): unknown {
    const cursor = this.#cursors.at(-1);
    if (cursor === undefined) return this.#flush();
    let result: unknown;
    try {
      result = cursor.next();
    } catch (error) {
      this.#drop(cursor);
      throw error;
    }
    if (this.#mode.isAsync && isThenable(result)) {
      this.#reading = cursor;
      return this.#suspend(result, (settled) => this.#read(cursor, settled));
    }
    return this.#read(cursor, result);
  }

  #read(cursor: Cursor, result: unknown): unknown {
    if (typeof result !== "object" || result === null) {
      this.#drop(cursor);
      throw new TypeError(
        `Cannot read the source as next() must return an object: current value is ${
          formatValue(result)
        }`,
      );
    }
    const { done, value } = result as IteratorResult<unknown>;
    if (done) {
      this.#drop(cursor);
      return SKIP;
    }
    if (cursor.awaitsItems && isThenable(value)) {
      return this.#suspend(value, (settled) => this.#enter(settled, cursor.start));
    }
    if (this.#isClosed) return END;
    return this.#enter(value, cursor.start);
  }

  #enter(value: unknown, start: number): unknown {
    for (let index = start; index < this.#stages.length; index++) {
      const stage = this.#stages[index]!;
      let result = value;
      if (stage.call !== undefined) {
        result = stage.call(value);
        if (this.#mode.isAsync && isThenable(result)) {
          const item = value;
          return this.#suspend(result, (settled) => this.#settle(settled, item, index));
        }
        if (this.#isClosed) return END;
      }
      const out = stage.settle === undefined ? result : stage.settle(result, value);
      if (out === SKIP || this.#ports[index]!.isRaised) return this.#leave(out, index);
      value = out;
    }
    return value;
  }

  #settle(settled: unknown, item: unknown, index: number): unknown {
    const stage = this.#stages[index]!;
    const out = stage.settle === undefined ? settled : stage.settle(settled, item);
    return this.#leave(out, index);
  }

  /** Does what the stage asked for through its port, then leads its output on. */
  #leave(out: unknown, index: number): unknown {
    const port = this.#ports[index]!;
    if (port.inner !== undefined) {
      this.#pushInner(port, index + 1);
    } else if (port.isEnded) {
      port.isRaised = false;
      this.#flushFrom = index + 1;
      return this.#closeUpstream(this.#detach(index), () => this.#pass(out, index + 1));
    }
    return this.#pass(out, index + 1);
  }

  #pass(out: unknown, start: number): unknown {
    return out === SKIP ? SKIP : this.#enter(out, start);
  }

  #closeUpstream(open: Closable[], go: () => unknown): unknown {
    if (this.#mode.isAsync && open.length > 0) {
      this.#closing = open;
      return this.#suspend(closeInTurn(open), go);
    }
    closeAll(open);
    return go();
  }

  #flush(): unknown {
    const index = this.#flushFrom;
    const stage = this.#stages[index];
    if (stage === undefined) return this.#closeUpstream(this.#unopened(), () => END);
    const out = stage.flush === undefined ? SKIP : stage.flush();
    if (out !== SKIP) return this.#enter(out, index + 1);
    const port = this.#ports[index]!;
    if (port.inner !== undefined) {
      this.#pushInner(port, index + 1);
      return SKIP;
    }
    this.#flushFrom = index + 1;
    const closed = stage.close?.();
    return this.#mode.isAsync && isThenable(closed) ? this.#suspend(closed, () => SKIP) : SKIP;
  }

  #pushInner(port: Port, start: number): void {
    const inner = port.inner!;
    port.inner = undefined;
    port.isRaised = port.isEnded;
    this.#push(inner, start);
  }

  /** Opening a source runs the user's code, which may have closed the run meanwhile. */
  #push(cursor: Cursor, start: number): void {
    cursor.start = start;
    if (this.#isClosed) closeNow([cursor]);
    else this.#cursors.push(cursor);
  }

  /** Even a closed run waits for its promise, so that a late rejection does not go unhandled. */
  #suspend(awaited: PromiseLike<unknown>, go: (settled: unknown) => unknown): typeof PENDING {
    this.awaited = awaited;
    this.#continue = this.#isClosed ? undefined : go;
    return PENDING;
  }

  /** Takes a cursor that ran out or failed off the stack. */
  #drop(cursor: Cursor): void {
    cursor.forget();
    if (this.#cursors.at(-1) === cursor) this.#cursors.pop();
  }

  /** Takes off all that is open up to a stage: later stages first, inner cursors before outer. */
  #detach(last: number): Closable[] {
    const open: Closable[] = [];
    for (let index = last; index >= 0; index--) {
      while ((this.#cursors.at(-1)?.start ?? 0) > index) open.push(this.#cursors.pop()!);
      const stage = this.#stages[index]!;
      if (stage.close !== undefined) open.push(stage as Closable);
    }
    return open.concat(this.#cursors.splice(0).reverse());
  }

  #unopened(): Closable[] {
    return this.#others.splice(0).map((source) => ({ close: (reason) => source.discard(reason) }));
  }

  #finish(): Closable[] {
    const open = this.#detach(this.#stages.length - 1);
    const source = this.#source;
    if (!this.#isStarted) open.push({ close: (reason) => source.discard(reason) });
    open.push(...this.#unopened());
    this.#isStarted = true;
    this.#isClosed = true;
    this.#flushFrom = this.#stages.length;
    this.#continue = undefined;
    this.#reading = undefined;
    return open;
  }
}
