import { isThenable } from "../../_internal/is_thenable.ts";
import { type Cursor, DONE, NO_ITEMS } from "../engine/cursor.ts";
import type { Mode } from "../engine/mode.ts";
import { type Port, SKIP, type Stage } from "../engine/stage.ts";
import type { Operator } from "../plan/operator.ts";
import type { Source } from "../sources/source.ts";
import { closePartners, Partner } from "./partner.ts";
import type { ZipSettings } from "./zip_options.ts";

/** Puts each item in a row with one of each other source, as TC39's joint iteration does. */
export function zip(others: readonly Source[], settings: ZipSettings): Operator {
  return {
    kind: "zip",
    others,
    note: settings.mode,
    stage: (port) => zipStage(others, settings, port),
  };
}

function zipStage(others: readonly Source[], settings: ZipSettings, port: Port): Stage {
  const { mode, finish } = settings;
  const partners = others.map((other) => new Partner(other, port.mode));
  const rows = new Rows(partners, settings, port.mode);
  const [only, ...more] = partners;
  const isPair = only !== undefined && more.length === 0;
  let isFollowed = mode === "shortest";
  return {
    call: isPair
      ? (value) => {
        const isFound = only.pull();
        return isFound === true ? [value, only.value] : rows.goOn(value, isFound);
      }
      : (value) => rows.read(value, 0),
    settle(row: unknown[] | undefined) {
      if (row !== undefined) return finish === undefined ? row : finish(row);
      port.end();
      return SKIP;
    },
    flush() {
      if (isFollowed) return SKIP;
      isFollowed = true;
      port.expand(new AfterFirst(rows, settings, port.mode));
      return SKIP;
    },
    close: (reason) => rows.close(reason),
  };
}

/** Reads rows: `undefined` where zipping has come to its end, or a promise in async runs. */
class Rows {
  readonly #partners: readonly Partner[];
  readonly #settings: ZipSettings;
  readonly #mode: Mode;

  constructor(partners: readonly Partner[], settings: ZipSettings, mode: Mode) {
    this.#partners = partners;
    this.#settings = settings;
    this.#mode = mode;
  }

  /** A row that begins with an item of the first source. */
  read(first: unknown, from: number, row: unknown[] = this.#settings.padding.slice()): unknown {
    row[0] = first;
    const partners = this.#partners;
    for (let at = from; at < partners.length; at++) {
      const partner = partners[at]!;
      const isFound = partner.pull();
      if (isFound === true) {
        row[at + 1] = partner.value;
      } else if (isThenable(isFound)) {
        return isFound.then((found: unknown) => {
          if (found === true) row[at + 1] = partner.value;
          else if (this.#isOver()) return undefined;
          return this.read(first, at + 1, row);
        });
      } else if (this.#isOver()) {
        return undefined;
      }
    }
    return row;
  }

  /** A row of two, when the pull of the second source has not found an item at once. */
  goOn(first: unknown, isFound: boolean | PromiseLike<boolean>): unknown {
    return this.#mode.chain(isFound, (found) => {
      if (found === true) return [first, this.#partners[0]!.value];
      return this.#isOver() ? undefined : [first, this.#settings.padding[1]];
    });
  }

  /** A row of the others, when the first source has run out. */
  readRest(): unknown {
    if (this.#partners.every((partner) => partner.isDone)) return undefined;
    return this.#mode.chain(
      this.read(this.#settings.padding[0], 0),
      (row) => this.#partners.every((partner) => partner.isDone) ? undefined : row,
    );
  }

  /** Sees to it that the others have run out like the first source. */
  checkRest(at: number = 0): unknown {
    const partner = this.#partners[at];
    if (partner === undefined) return undefined;
    return this.#mode.chain(partner.pull(), (isFound) => {
      if (isFound) throw unequal();
      return this.checkRest(at + 1);
    });
  }

  close(reason?: unknown): unknown {
    return closePartners(this.#partners, this.#mode, reason);
  }

  /** Whether a source that has run out ends it all. */
  #isOver(): boolean {
    if (this.#settings.mode === "strict") throw unequal();
    return this.#settings.mode === "shortest";
  }
}

/** What follows when the first source has run out: rows without it, or the proof that none would. */
class AfterFirst implements Cursor {
  start = 0;
  readonly awaitsItems = false;
  readonly items: ArrayLike<never> = NO_ITEMS;
  index = 0;
  readonly #rows: Rows;
  readonly #settings: ZipSettings;
  readonly #mode: Mode;

  constructor(rows: Rows, settings: ZipSettings, mode: Mode) {
    this.#rows = rows;
    this.#settings = settings;
    this.#mode = mode;
  }

  next(): unknown {
    const { mode, finish = (row) => row } = this.#settings;
    const row = mode === "strict" ? this.#rows.checkRest() : this.#rows.readRest();
    return this.#mode.chain(
      row,
      (read: unknown[] | undefined) =>
        read === undefined ? DONE : { done: false, value: finish(read) },
    );
  }

  /** The stage closes the sources. */
  forget(): void {}

  close(): void {}
}

function unequal(): TypeError {
  return new TypeError(
    'Cannot zip the sources as they must have the same length with "mode" "strict": ' +
      'use "shortest" or "longest"',
  );
}
