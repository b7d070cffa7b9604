import { answerOf } from "../async/answer.ts";
import { closeTogether } from "../async/close_together.ts";
import type { Feed } from "../async/feed.ts";
import { Intake, type IntakeListener } from "../async/intake.ts";
import { ignore } from "../engine/closing.ts";
import { END, PENDING } from "../engine/pull_run.ts";
import type { Log, Reader } from "./log.ts";
import type { Shared } from "./shared.ts";

/** What a reader does that is as far ahead of the slowest as it may be. */
export type Overflow = "throw" | "wait";

/** An async run that is pulled by whichever of its readers comes first; the others wait with it. */
export class AsyncSharedRun implements Shared, IntakeListener {
  readonly log: Log;
  readonly #intake: Intake;
  readonly #overflow: Overflow;
  /** Readers that have read all there is. */
  readonly #waiting: Map<Reader, PromiseWithResolvers<unknown>> = new Map();

  constructor(feed: Feed, log: Log, overflow: Overflow) {
    this.#intake = new Intake(feed, this);
    this.log = log;
    this.#overflow = overflow;
  }

  next(reader: Reader): unknown {
    try {
      let out = this.log.take(reader);
      if (out === PENDING && this.#mayPull()) {
        this.#pull();
        out = this.log.take(reader);
      } else if (out === PENDING && this.log.isFull && this.#overflow === "throw") {
        throw this.log.overflow();
      }
      return out === PENDING ? this.#wait(reader) : answerOf(out);
    } finally {
      this.#wake();
    }
  }

  leave(reader: Reader, reason?: unknown): unknown {
    const isLast = this.log.leave(reader);
    this.#waiting.get(reader)?.resolve(answerOf(END));
    this.#waiting.delete(reader);
    return isLast ? this.#intake.close(reason) : this.#wake();
  }

  close(error: unknown, reason?: unknown): unknown {
    this.log.fail(error);
    const closed = this.#intake.close(reason);
    this.#wake();
    return closed;
  }

  answered(out: unknown): void {
    this.#record(out);
    this.#wake();
  }

  failed(error: unknown): void {
    this.log.fail(error);
    this.#wake();
  }

  #mayPull(): boolean {
    return !this.#intake.isPulling && !this.#intake.isEnded && !this.log.isFull;
  }

  #pull(): void {
    try {
      const out = this.#intake.pull();
      if (out !== PENDING) this.#record(out);
    } catch (error) {
      this.log.fail(error);
    }
  }

  #record(out: unknown): void {
    if (out === END) this.log.end();
    else if (!this.log.append(out)) this.#refuse();
  }

  /** What goes wrong while the run is closed gives way to the reason to close it. */
  #refuse(): void {
    closeTogether([this.#intake]).then(ignore, ignore).then(() => {
      this.log.fail(this.log.overflow());
      this.#wake();
    });
  }

  #wait(reader: Reader): Promise<unknown> {
    const resolvers = Promise.withResolvers<unknown>();
    this.#waiting.set(reader, resolvers);
    return resolvers.promise;
  }

  /** Answers those who wait, and pulls on for those who waited for the slowest reader. */
  #wake(): void {
    while (this.#waiting.size > 0) {
      for (const [reader, resolvers] of this.#waiting) this.#serve(reader, resolvers);
      if (this.#waiting.size === 0 || !this.#mayPull()) return;
      this.#pull();
    }
  }

  #serve(reader: Reader, { resolve, reject }: PromiseWithResolvers<unknown>): void {
    try {
      const out = this.log.take(reader);
      if (out === PENDING) return;
      resolve(answerOf(out));
    } catch (error) {
      reject(error);
    }
    this.#waiting.delete(reader);
  }
}
