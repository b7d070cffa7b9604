import { ignore } from "../engine/closing.ts";
import { type Cursor, NO_ITEMS } from "../engine/cursor.ts";
import { END, PENDING } from "../engine/pull_run.ts";
import { answerOf, Owed } from "./answer.ts";
import { closeTogether } from "./close_together.ts";
import type { Feed } from "./feed.ts";
import { Intake, type IntakeListener } from "./intake.ts";

/** An item that came and has not been taken, and who is asked again once it has. */
interface Arrival {
  readonly item: unknown;
  readonly intake: Intake;
}

/**
 * Items of several feeds in the order in which they come. Each is asked again when its item has
 * been taken and a consumer wants one more, so at most one item per feed waits. The answers form a
 * queue: a feed that has been served stands behind all that have answered meanwhile.
 *
 * The first failure takes its place in the order: the other feeds are closed at once, the items
 * that came before it are handed over, then the run fails.
 */
export class MergeCursor implements Cursor, IntakeListener {
  start = 0;
  readonly awaitsItems = false;
  readonly items: ArrayLike<never> = NO_ITEMS;
  index = 0;
  readonly #intakes: readonly Intake[];
  /** Feeds to ask before the next item is handed over. */
  readonly #idle: Intake[];
  readonly #arrivals: Arrival[] = [];
  readonly #owed: Owed = new Owed();
  /** Feeds that have been asked and have not answered. */
  #pending = 0;
  /** Rejects with the first failure when the other feeds have been closed. */
  #failure: Promise<never> | undefined;

  constructor(feeds: readonly Feed[]) {
    this.#intakes = feeds.map((feed) => new Intake(feed, this));
    this.#idle = [...this.#intakes];
  }

  next(): unknown {
    for (const intake of this.#idle.splice(0)) this.#ask(intake);
    const arrival = this.#arrivals.shift();
    if (arrival !== undefined) {
      const answer = answerOf(this.#take(arrival));
      // Feeds that never wait would keep those that do from ever being heard.
      return this.#pending === 0 ? answer : Promise.resolve(answer);
    }
    if (this.#failure !== undefined) return this.#failure;
    return this.#pending === 0 ? answerOf(END) : this.#owed.promise();
  }

  answered(out: unknown, intake: Intake): void {
    this.#pending--;
    if (out === END) {
      if (this.#pending === 0) this.#owed.resolve(END);
    } else if (this.#owed.isAwaited) {
      this.#owed.resolve(this.#take({ item: out, intake }));
    } else {
      this.#arrivals.push({ item: out, intake });
    }
  }

  failed(error: unknown): void {
    this.#fail(error);
  }

  /** All feeds have ended or closed themselves by then. */
  forget(): void {}

  /** Closes what is idle and abandons what is under way; a second call waits for nothing. */
  close(reason?: unknown): unknown {
    this.#arrivals.length = 0;
    this.#pending = 0;
    const closed = closeTogether(this.#intakes, reason);
    this.#owed.resolve(END);
    return closed;
  }

  #ask(intake: Intake): void {
    try {
      const out = intake.pull();
      if (out === PENDING) this.#pending++;
      else if (out !== END) this.#arrivals.push({ item: out, intake });
    } catch (error) {
      this.#fail(error);
    }
  }

  #take({ item, intake }: Arrival): unknown {
    this.#idle.push(intake);
    return item;
  }

  /** What goes wrong while the others are closed gives way to the failure that came first. */
  #fail(error: unknown): void {
    const failure = closeTogether(this.#intakes).then(ignore, ignore).then(() => {
      throw error;
    });
    failure.catch((error) => this.#owed.reject(error));
    this.#failure = failure;
  }
}
