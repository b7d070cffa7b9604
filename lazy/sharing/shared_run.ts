import { answerOf } from "../async/answer.ts";
import { END, PENDING } from "../engine/pull_run.ts";
import type { Log, Reader } from "./log.ts";
import type { Shared } from "./shared.ts";

/** One sync run: what a shared run pulls from. */
export interface Upstream {
  /** The next item, or `END`; after it threw, the run has closed itself. */
  pull(): unknown;
  /** Closes what is open. */
  close(): void;
}

/** A sync run that is pulled by whichever of its readers comes first. */
export class SharedRun implements Shared {
  readonly log: Log;
  readonly #upstream: Upstream;
  #isPulling = false;
  #isClosed = false;
  /** Whether there is nothing left to close. */
  #isEnded = false;

  constructor(upstream: Upstream, log: Log) {
    this.#upstream = upstream;
    this.log = log;
  }

  next(reader: Reader): unknown {
    const out = this.log.take(reader);
    if (out !== PENDING) return answerOf(out);
    if (this.log.isFull) throw this.log.overflow();
    this.#pull();
    return answerOf(this.log.take(reader));
  }

  leave(reader: Reader): void {
    if (this.log.leave(reader)) this.#close();
  }

  close(error: unknown): void {
    this.log.fail(error);
    this.#close();
  }

  #close(): void {
    this.#isClosed = true;
    // A callback of the sequence itself may close it: then it is closed when it has answered.
    if (this.#isEnded || this.#isPulling) return;
    this.#isEnded = true;
    this.#upstream.close();
  }

  #pull(): void {
    if (this.#isPulling) {
      throw new TypeError(
        "Cannot advance the shared run as it is already running: " +
          "do not read it from a callback of the sequence itself",
      );
    }
    const out = this.#pullUpstream();
    if (this.#isEnded) return;
    if (this.#isClosed) this.#close();
    else if (!this.log.append(out)) this.#refuse();
  }

  #pullUpstream(): unknown {
    this.#isPulling = true;
    try {
      const out = this.#upstream.pull();
      if (out === END) {
        this.#isEnded = true;
        this.log.end();
      }
      return out;
    } catch (error) {
      this.#isEnded = true;
      this.log.fail(error);
      return END;
    } finally {
      this.#isPulling = false;
    }
  }

  /** What goes wrong while the run is closed gives way to the reason to close it. */
  #refuse(): void {
    this.log.fail(this.log.overflow());
    try {
      this.#close();
    } catch {
      return;
    }
  }
}
