import { isThenable } from "../../_internal/is_thenable.ts";
import { type Cursor, DONE, NO_ITEMS } from "../engine/cursor.ts";
import { SKIP } from "../engine/stage.ts";
import type { Operator } from "../plan/operator.ts";
import type { Source } from "../sources/source.ts";
import { closePartners, Partner } from "./partner.ts";

/** Goes on with the items of other sources, each opened when the one before has run out. */
export function concat(others: readonly Source[]): Operator {
  return {
    kind: "concat",
    others,
    stage: (port) => {
      let next = 0;
      return {
        flush() {
          const source = others[next++];
          if (source !== undefined) port.expand(source.open());
          return SKIP;
        },
      };
    },
  };
}

/** Takes turns with other sources, one item of each a round; one that has ended is passed over. */
export function interleave(others: readonly Source[]): Operator {
  return {
    kind: "interleave",
    others,
    stage: (port) => {
      const partners = others.map((other) => new Partner(other, port.mode));
      const round = new Round(partners);
      return {
        settle(value) {
          round.begin(value);
          port.expand(round);
          return SKIP;
        },
        flush() {
          if (round.restart()) port.expand(round);
          return SKIP;
        },
        close: (reason) => closePartners(partners, port.mode, reason),
      };
    },
  };
}

/** One round after the other: an item of the receiver, as long as it has any, then the others. */
class Round implements Cursor {
  start = 0;
  readonly awaitsItems = false;
  readonly items: ArrayLike<never> = NO_ITEMS;
  index = 0;
  /** The others that have not ended. */
  readonly #open: Partner[];
  #at = 0;
  #hasOwn = false;
  #own: unknown;

  constructor(partners: readonly Partner[]) {
    this.#open = [...partners];
  }

  /** Begins a round with an item of the receiver. */
  begin(own: unknown): void {
    this.#own = own;
    this.#hasOwn = true;
    this.#at = 0;
  }

  /** Begins a round without the receiver, unless the others have ended too. */
  restart(): boolean {
    this.#at = 0;
    return this.#open.length > 0;
  }

  next(): unknown {
    if (this.#hasOwn) {
      const value = this.#own;
      this.#own = undefined;
      this.#hasOwn = false;
      return { done: false, value };
    }
    while (this.#at < this.#open.length) {
      const partner = this.#open[this.#at]!;
      const isFound = partner.pull();
      if (isThenable(isFound)) {
        return isFound.then((found) => found ? this.#hand(partner) : this.#passOver());
      }
      if (isFound) return this.#hand(partner);
      this.#open.splice(this.#at, 1);
    }
    return DONE;
  }

  /** The stage closes the sources. */
  forget(): void {}

  close(): void {}

  #hand({ value }: Partner): IteratorResult<unknown> {
    this.#at++;
    return { done: false, value };
  }

  #passOver(): unknown {
    this.#open.splice(this.#at, 1);
    return this.next();
  }
}
