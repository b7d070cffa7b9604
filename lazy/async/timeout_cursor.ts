import { checkDuration, checkKeys } from "../../_internal/check_option.ts";
import type { Clock, Timer } from "../../_internal/clock.ts";
import { type Cursor, NO_ITEMS } from "../engine/cursor.ts";
import { END, PENDING } from "../engine/pull_run.ts";
import { answerOf, Owed } from "./answer.ts";
import { checkClock } from "./check_clock.ts";
import type { Feed } from "./feed.ts";
import { Intake, type IntakeListener } from "./intake.ts";

/** Options of {@linkcode AsyncSeq.timeout}. */
export interface TimeoutOptions {
  /**
   * What measures the time.
   *
   * @default {the clock of the platform}
   */
  readonly clock?: Clock | undefined;
}

/** What the cursor of every run needs, checked. */
export interface TimeoutSettings {
  readonly timeoutMs: number;
  readonly clock: Clock;
}

/**
 * Checks what `timeout()` was given.
 *
 * @throws {TypeError} If `timeoutMs` is not a number, or an option is unknown or no clock.
 * @throws {RangeError} If `timeoutMs` is negative or `NaN`.
 */
export function checkTimeout(timeoutMs: number, options: TimeoutOptions = {}): TimeoutSettings {
  const action = "time the sequence";
  checkDuration(action, "timeoutMs", timeoutMs);
  checkKeys(action, options, ["clock"]);
  return { timeoutMs, clock: checkClock(action, options.clock) };
}

/**
 * Gives each item a limited time to come, counted from when it was asked for. An item that is there
 * at once sets no timer. When the time is over the run fails and the feed is abandoned, so nothing
 * waits for a source that hangs.
 *
 * To set and cancel a timer costs more than all else here, so the timer of one pull serves those
 * after it: it is set anew when it has run down, and cancelled when there are no more items. While
 * the consumer works it may run down to no effect.
 */
export class TimeoutCursor implements Cursor, IntakeListener {
  start = 0;
  readonly awaitsItems = false;
  readonly items: ArrayLike<never> = NO_ITEMS;
  index = 0;
  readonly #intake: Intake;
  readonly #settings: TimeoutSettings;
  readonly #owed: Owed = new Owed();
  #timer: Timer | undefined;
  /** When the pull that is under way has taken too long. */
  #dueMs = 0;
  #count = 0;

  constructor(feed: Feed, settings: TimeoutSettings) {
    this.#intake = new Intake(feed, this);
    this.#settings = settings;
  }

  next(): unknown {
    this.#count++;
    const out = this.#intake.pull();
    if (out !== PENDING) return answerOf(out);
    const { timeoutMs, clock } = this.#settings;
    if (timeoutMs !== Infinity) {
      this.#dueMs = clock.monotonic() + timeoutMs;
      this.#timer ??= clock.setTimer(this.#onTimer, timeoutMs);
    }
    return this.#owed.promise();
  }

  answered(out: unknown): void {
    this.#owed.resolve(out);
  }

  failed(error: unknown): void {
    this.#owed.reject(error);
  }

  /** The timer of the last pull has nothing left to serve. */
  forget(): void {
    this.#stopTimer();
  }

  close(reason?: unknown): unknown {
    this.#stopTimer();
    const closed = this.#intake.close(reason);
    this.#owed.resolve(END);
    return closed;
  }

  #stopTimer(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #onTimer = (): void => {
    this.#timer = undefined;
    if (!this.#owed.isAwaited) return;
    const { timeoutMs, clock } = this.#settings;
    const leftMs = this.#dueMs - clock.monotonic();
    if (leftMs > 0) {
      this.#timer = clock.setTimer(this.#onTimer, leftMs);
      return;
    }
    const error = new DOMException(
      `Cannot go on as item ${this.#count} did not come within ${timeoutMs} ms: ` +
        'raise "timeoutMs", or find out what the source waits for',
      "TimeoutError",
    );
    this.#intake.close(error);
    this.#owed.reject(error);
  };
}
