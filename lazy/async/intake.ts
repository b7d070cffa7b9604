import { isThenable } from "../../_internal/is_thenable.ts";
import type { Closable } from "../engine/cursor.ts";
import { END, PENDING } from "../engine/pull_run.ts";
import type { Feed } from "./feed.ts";

/** Who is told how a pull that had to wait came out. */
export interface IntakeListener {
  /** Called with an item or `END`. */
  answered(out: unknown, intake: Intake): void;
  /** Called with the error of a feed, which has closed itself. */
  failed(error: unknown, intake: Intake): void;
}

/**
 * One feed and how far it is. Asks it only when it may be asked, and closes it in the way its state
 * calls for: in turn while it is idle, at once while a pull is under way, not at all when it has
 * ended. Nothing is heard from it after that.
 */
export class Intake implements Closable {
  readonly #feed: Feed;
  readonly #listener: IntakeListener;
  #state: "idle" | "pulling" | "closing" | "ended" = "idle";

  constructor(feed: Feed, listener: IntakeListener) {
    this.#feed = feed;
    this.#listener = listener;
  }

  /** Whether a pull is under way. */
  get isPulling(): boolean {
    return this.#state === "pulling";
  }

  /** Whether nothing more comes: the feed ran out, failed or was closed. */
  get isEnded(): boolean {
    return this.#state === "ended" || this.#state === "closing";
  }

  /**
   * The next item, `END`, or `PENDING` if the listener will hear.
   *
   * @throws What the feed failed with on the spot.
   */
  pull(): unknown {
    if (this.isEnded) return END;
    this.#state = "pulling";
    let out: unknown;
    try {
      out = this.#feed.pull();
    } catch (error) {
      // The feed may have called back into what closed it.
      if (!this.isPulling) return END;
      this.#state = "ended";
      throw error;
    }
    if (!isThenable(out)) return this.#settle(out);
    out.then(this.#onAnswer, this.#onFailure);
    return PENDING;
  }

  close(reason?: unknown): unknown {
    if (this.#state === "idle") return this.#closeIdle(reason);
    if (this.#state !== "ended") this.#feed.abandon(reason);
    this.#state = "ended";
  }

  async #closeIdle(reason: unknown): Promise<void> {
    this.#state = "closing";
    try {
      await this.#feed.close(reason);
    } finally {
      this.#state = "ended";
    }
  }

  #settle(out: unknown): unknown {
    if (!this.isPulling) return END;
    this.#state = out === END ? "ended" : "idle";
    return out;
  }

  #onAnswer = (out: unknown): void => {
    if (!this.isPulling) return;
    this.#listener.answered(this.#settle(out), this);
  };

  #onFailure = (error: unknown): void => {
    if (!this.isPulling) return;
    this.#state = "ended";
    this.#listener.failed(error, this);
  };
}
