import { checkDuration, checkKeys, optionMessage } from "../../_internal/check_option.ts";
import type { Clock, Timer } from "../../_internal/clock.ts";
import { checkSize } from "../callback.ts";
import { type Cursor, NO_ITEMS } from "../engine/cursor.ts";
import { END, PENDING } from "../engine/pull_run.ts";
import { answerOf, Owed } from "./answer.ts";
import { checkClock } from "./check_clock.ts";
import type { Feed } from "./feed.ts";
import { Intake, type IntakeListener } from "./intake.ts";

/** Options of {@linkcode AsyncSeq.batch}. */
export interface BatchOptions {
  /** Items per batch, from 1: a batch that has as many is handed over. */
  readonly size: number;
  /**
   * How long a consumer waits for a batch that holds an item to become full.
   *
   * @default {Infinity}
   */
  readonly maxWaitMs?: number | undefined;
  /**
   * What measures the time.
   *
   * @default {the clock of the platform}
   */
  readonly clock?: Clock | undefined;
}

/** What the cursor of every run needs, checked. */
export interface BatchSettings {
  readonly size: number;
  readonly maxWaitMs: number;
  readonly clock: Clock;
}

/**
 * Checks what `batch()` was given.
 *
 * @throws {TypeError} If `size` is not an integer, `maxWaitMs` not a number, or an option unknown.
 * @throws {RangeError} If a number is out of range.
 */
export function checkBatch(options: BatchOptions): BatchSettings {
  const action = "batch the sequence";
  if (options === undefined) {
    throw new TypeError(optionMessage(action, "options", "an object with a size", options));
  }
  checkKeys(action, options, ["size", "maxWaitMs", "clock"]);
  const { size, maxWaitMs = Infinity, clock } = options;
  checkSize(action, size);
  checkDuration(action, "maxWaitMs", maxWaitMs);
  return { size, maxWaitMs, clock: checkClock(action, clock) };
}

/**
 * Gathers items into arrays by number or by time. Items are asked for only while a consumer waits
 * for a batch, so at most one batch and one pull under way are ahead of it. The wait is counted
 * from the first item of the batch, or from when the batch was asked for if that is later; a timer
 * runs only while somebody waits for a batch that holds an item. A pull that is under way when
 * the time is over goes on, and its item begins the next batch.
 */
export class BatchCursor implements Cursor, IntakeListener {
  start = 0;
  readonly awaitsItems = false;
  readonly items: ArrayLike<never> = NO_ITEMS;
  index = 0;
  readonly #intake: Intake;
  readonly #settings: BatchSettings;
  readonly #owed: Owed = new Owed();
  #batch: unknown[] = [];
  #dueMs = Infinity;
  #timer: Timer | undefined;
  /** Comes after the items that came before it. */
  #failure: { readonly error: unknown } | undefined;

  constructor(feed: Feed, settings: BatchSettings) {
    this.#intake = new Intake(feed, this);
    this.#settings = settings;
  }

  next(): unknown {
    if (this.#batch.length > 0) this.#beginWait();
    if (!this.#collect()) return this.#owed.promise();
    if (this.#batch.length > 0) return answerOf(this.#handOver());
    const failure = this.#failure;
    if (failure === undefined) return answerOf(END);
    this.#failure = undefined;
    throw failure.error;
  }

  answered(out: unknown): void {
    if (out !== END) this.#add(out);
    this.#answer();
  }

  failed(error: unknown): void {
    this.#failure = { error };
    this.#answer();
  }

  forget(): void {
    this.#stopTimer();
  }

  close(reason?: unknown): unknown {
    this.#stopTimer();
    this.#batch = [];
    this.#failure = undefined;
    const closed = this.#intake.close(reason);
    this.#owed.resolve(END);
    return closed;
  }

  /** Takes items until the batch is complete; tells whether it is. Sets the timer if it is not. */
  #collect(): boolean {
    while (!this.#isComplete()) {
      if (this.#intake.isPulling || this.#pull() === PENDING) {
        this.#setTimer();
        return false;
      }
    }
    return true;
  }

  #pull(): unknown {
    try {
      const out = this.#intake.pull();
      if (out !== PENDING && out !== END) this.#add(out);
      return out;
    } catch (error) {
      this.#failure = { error };
      return END;
    }
  }

  #isComplete(): boolean {
    if (this.#batch.length >= this.#settings.size || this.#intake.isEnded) return true;
    return this.#dueMs !== Infinity && this.#settings.clock.monotonic() > this.#dueMs;
  }

  #add(item: unknown): void {
    if (this.#batch.push(item) === 1) this.#beginWait();
  }

  #beginWait(): void {
    const { maxWaitMs, clock } = this.#settings;
    if (maxWaitMs !== Infinity) this.#dueMs = clock.monotonic() + maxWaitMs;
  }

  #setTimer(): void {
    if (this.#dueMs === Infinity || this.#timer !== undefined) return;
    const { clock } = this.#settings;
    this.#timer = clock.setTimer(this.#onTime, Math.max(0, this.#dueMs - clock.monotonic()));
  }

  #stopTimer(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #handOver(): unknown[] {
    this.#stopTimer();
    this.#dueMs = Infinity;
    const batch = this.#batch;
    this.#batch = [];
    return batch;
  }

  /** Answers who waits, if somebody does and there is something to say. */
  #answer(): void {
    if (!this.#owed.isAwaited || !this.#collect()) return;
    if (this.#batch.length > 0) this.#owed.resolve(this.#handOver());
    else if (this.#failure === undefined) this.#owed.resolve(END);
    else {
      const { error } = this.#failure;
      this.#failure = undefined;
      this.#owed.reject(error);
    }
  }

  #onTime = (): void => {
    this.#owed.resolve(this.#handOver());
  };
}
