import { isThenable } from "../../_internal/is_thenable.ts";
import { END } from "../engine/pull_run.ts";
import type { Feed } from "./feed.ts";

/** Who a {@linkcode FeedReader} reads for. None of these may throw. */
export interface FeedTarget {
  /** Tells whether there is room for an item more. */
  hasRoom(): boolean;
  /** Takes an item. */
  accept(item: unknown): void;
  /** There are no more items. */
  end(): void;
  /** The feed has failed, and has closed itself. */
  fail(error: unknown): void;
}

/** Pulls a feed ahead for as long as its target has room, one pull at a time, and closes it once. */
export class FeedReader {
  readonly #feed: Feed;
  readonly #target: FeedTarget;
  #isOpen = true;
  #isPulling = false;

  constructor(feed: Feed, target: FeedTarget) {
    this.#feed = feed;
    this.#target = target;
  }

  /** Pulls until there is no room or a pull has to wait; then it goes on by itself. */
  read(): void {
    while (this.#isOpen && !this.#isPulling && this.#target.hasRoom()) this.#pull();
  }

  /**
   * Ends the reading. Closes the feed, unless it ran out or failed, and returns what to wait for:
   * nothing while a pull is under way.
   */
  close(reason?: unknown): unknown {
    if (!this.#isOpen) return undefined;
    this.#isOpen = false;
    return this.#isPulling ? this.#feed.abandon(reason) : this.#feed.close(reason);
  }

  /** Closes at once what `close()` is still waiting with. */
  hurry(reason?: unknown): void {
    this.#feed.abandon(reason);
  }

  #pull(): void {
    this.#isPulling = true;
    try {
      const item = this.#feed.pull();
      if (isThenable(item)) item.then(this.#receiveLate, this.#fail);
      else this.#receive(item);
    } catch (error) {
      this.#fail(error);
    }
  }

  #receive(item: unknown): void {
    this.#isPulling = false;
    if (!this.#isOpen) return;
    if (item !== END) return this.#target.accept(item);
    this.#isOpen = false;
    this.#target.end();
  }

  readonly #receiveLate = (item: unknown): void => {
    this.#receive(item);
    this.read();
  };

  readonly #fail = (error: unknown): void => {
    this.#isPulling = false;
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#target.fail(error);
  };
}
