import { isThenable } from "../../_internal/is_thenable.ts";
import { isFused } from "../plan/fuse.ts";
import type { Program } from "../plan/program.ts";
import { closeAll, closeInTurn, closeNow } from "./closing.ts";
import type { Closable, Cursor } from "./cursor.ts";
import { Held } from "./held.ts";
import { checkResult } from "./iterator_result.ts";
import type { Mode } from "./mode.ts";
import { promiseOf } from "./promise_of.ts";
import { END, PENDING, type PullRun } from "./pull_run.ts";
import { Slots } from "./slots.ts";
import { Port, SKIP, type Stage } from "./stage.ts";

/**
 * One pass of a plan that is pulled: takes an item from the innermost open cursor and leads it
 * through the stages. Sync and async runs share it; an async run suspends wherever a promise turns
 * up, so that callbacks and pages which need no waiting cost no microtask.
 */
export class Run implements PullRun {
  awaited: PromiseLike<unknown> | undefined;
  readonly #mode: Mode;
  readonly #program: Program;
  readonly #held: Held;
  /** What is being closed in turn and has not been asked yet. */
  #closing: Closable[] = [];
  /** An async run may be abandoned at any time, even by a callback that it is in the middle of. */
  #isClosed = false;
  /** The stage whose `call()` is awaited. */
  #calling: Stage | undefined;
  /** The cursor whose `next()` is awaited. */
  #reading: Cursor | undefined;
  #continue: ((settled: unknown) => unknown) | undefined;

  constructor(program: Program, mode: Mode) {
    this.#mode = mode;
    this.#program = program;
    const steps = mode.isAsync ? program.operators : program.steps;
    this.#held = new Held(program, steps.length);
    for (let index = 0; index < steps.length; index++) {
      const step = steps[index]!;
      const port = new Port(mode);
      this.#held.put(index, isFused(step) ? new Slots(step) : step.stage(port), port);
    }
  }

  /** What the run holds open, for whoever saves its state. */
  get held(): Held {
    return this.#held;
  }

  pull(): unknown {
    let out = this.#held.isStarted ? SKIP : this.#start();
    while (out === SKIP) out = this.#step();
    return out;
  }

  resume(settled: unknown): unknown {
    const go = this.#continue;
    this.#continue = undefined;
    this.#reading = undefined;
    if (go === undefined) {
      this.#calling?.late?.(settled);
      return END;
    }
    const out = go(settled);
    return out === SKIP ? this.pull() : out;
  }

  close(reason?: unknown): unknown {
    const open = this.#finish();
    if (!this.#mode.isAsync) return closeAll(open, reason);
    this.#closing = open;
    return closeInTurn(open, reason);
  }

  fail(): unknown {
    if (this.#reading !== undefined) this.#held.drop(this.#reading);
    return this.close();
  }

  abandon(reason?: unknown): void {
    closeNow(this.#closing, reason);
    closeNow(this.#finish(), reason);
  }

  #start(): unknown {
    const held = this.#held;
    held.isStarted = true;
    if (held.flushFrom === 0) {
      this.#push(this.#program.source.open(), 0);
      return SKIP;
    }
    return this.#closeUpstream([held.unstarted()], () => SKIP);
  }

  #step(): unknown {
    const { cursors } = this.#held;
    if (cursors.length === 0) return this.#flush();
    const cursor = cursors[cursors.length - 1]!;
    if (cursor.index < cursor.items.length) return this.#take(cursor, cursor.items[cursor.index++]);
    let result: unknown;
    try {
      result = cursor.next();
    } catch (error) {
      this.#held.drop(cursor);
      throw error;
    }
    if (this.#mode.isAsync && isThenable(result)) {
      this.#reading = cursor;
      return this.#suspend(result, (settled) => this.#read(cursor, settled));
    }
    return this.#read(cursor, result);
  }

  #read(cursor: Cursor, answer: unknown): unknown {
    let done: boolean | undefined;
    let value: unknown;
    try {
      ({ done, value } = checkResult(answer));
    } catch (error) {
      this.#held.drop(cursor);
      throw error;
    }
    if (!done) return this.#take(cursor, value);
    this.#held.drop(cursor);
    return SKIP;
  }

  #take(cursor: Cursor, value: unknown): unknown {
    if (cursor.awaitsItems && isThenable(value)) {
      return this.#suspend(value, (settled) => this.#enter(settled, cursor.start));
    }
    if (this.#isClosed) return END;
    return this.#enter(value, cursor.start);
  }

  #enter(value: unknown, start: number): unknown {
    const { stages, ports } = this.#held;
    const { isAsync } = this.#mode;
    for (let index = start; index < stages.length; index++) {
      const stage = stages[index]!;
      let result = value;
      if (stage.call !== undefined) {
        result = stage.call(value);
        if (isAsync && isThenable(result)) {
          const item = value;
          this.#calling = stage;
          return this.#suspend(result, (settled) => this.#settle(settled, item, index));
        }
        if (this.#isClosed) {
          stage.late?.(result);
          return END;
        }
      }
      const out = stage.settle === undefined ? result : stage.settle(result, value);
      if (out === SKIP || ports[index]!.isRaised) return this.#leave(out, index);
      value = out;
    }
    return value;
  }

  #settle(settled: unknown, item: unknown, index: number): unknown {
    this.#calling = undefined;
    const stage = this.#held.stages[index]!;
    const out = stage.settle === undefined ? settled : stage.settle(settled, item);
    return this.#leave(out, index);
  }

  /** Does what the stage asked for through its port, then leads its output on. */
  #leave(out: unknown, index: number): unknown {
    const port = this.#held.ports[index]!;
    if (port.inner !== undefined) {
      this.#pushInner(port, index + 1);
    } else if (port.isEnded) {
      port.isRaised = false;
      this.#held.flushFrom = index + 1;
      return this.#closeUpstream(this.#held.detach(index), () => this.#pass(out, index + 1));
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
    const held = this.#held;
    const index = held.flushFrom;
    const stage = held.stages[index];
    if (stage === undefined) return this.#closeUpstream(held.unopened(), () => END);
    const out = stage.flush === undefined ? SKIP : stage.flush();
    if (out !== SKIP) return this.#enter(out, index + 1);
    const port = held.ports[index]!;
    if (port.inner !== undefined) {
      this.#pushInner(port, index + 1);
      return SKIP;
    }
    held.flushFrom = index + 1;
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
    else this.#held.cursors.push(cursor);
  }

  /** Even a closed run waits for its promise, so that a late rejection does not go unhandled. */
  #suspend(awaited: PromiseLike<unknown>, go: (settled: unknown) => unknown): typeof PENDING {
    this.awaited = promiseOf(awaited);
    this.#continue = this.#isClosed ? undefined : go;
    return PENDING;
  }

  #finish(): Closable[] {
    const open = this.#held.finish();
    this.#isClosed = true;
    for (const port of this.held.ports) port.isClosed = true;
    this.#continue = undefined;
    this.#reading = undefined;
    return open;
  }
}
