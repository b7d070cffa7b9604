import { type Contract, contract, integer, predicate, string } from "../../mod.ts";
import type { Blame } from "../../violation.ts";

/** One promise that somebody breaks. */
export interface Scenario {
  /** What happens. */
  readonly name: string;
  /** The line that is told: it carries the comment `// at: <line>`. @default {the name} */
  readonly line?: string;
  /** Who has to change something. */
  readonly blame: Blame;
  readonly className: string;
  readonly member: string;
  readonly kind: string;
  /** Which of the places in the error the line is. */
  readonly site: "caller" | "method" | "class";
  /** Breaks the promise. */
  readonly run: () => unknown;
}

/** An interface with all that can be broken. */
export interface Meter {
  size: number;
  /** A field, not an accessor. */
  field: number;
  read(n: number): number;
  readLater(n: number): Promise<number>;
  each(n: number): Generator<number>;
  eachLater(n: number): AsyncGenerator<number>;
}

/** Its static side. */
export interface MeterStatic {
  open(n: number): number;
}

const n = ["n", integer()] as const;

/** A contract over it, which nobody has implemented yet. */
export function meterContract(): Contract<Meter, MeterStatic> {
  return contract<Meter, MeterStatic>("test.Meter", {
    members: {
      size: { attribute: integer(), kind: "accessor" },
      field: { attribute: integer() },
      read: { params: [n], returns: integer() },
      readLater: { kind: "async", params: [n], returns: integer() },
      each: { kind: "generator", params: [n], yields: integer() },
      eachLater: { kind: "asyncGenerator", params: [n], yields: integer() },
    },
    statics: { open: { params: [n], returns: integer() } },
    invariants: { "the field is not negative": ({ field }) => field >= 0 },
  });
}

/** A class that keeps it, and answers "bad" when it is asked for 13. */
export class Gauge implements Meter {
  static open(n: number): number {
    return answer(n);
  }
  #size = 0;
  field = 0;
  get size(): number {
    return this.#size;
  }
  set size(size: number) {
    this.#size = answer(size);
  }
  read(n: number): number {
    return answer(n);
  }
  readLater(n: number): Promise<number> {
    return Promise.resolve(answer(n));
  }
  *each(n: number): Generator<number> {
    yield 1;
    yield answer(n);
  }
  async *eachLater(n: number): AsyncGenerator<number> {
    yield await Promise.resolve(1);
    yield answer(n);
  }
}

/** What a number is answered with: itself, but for 13. */
export function answer(n: number): number {
  return n === 13 ? "bad" as never : n;
}

/** Text in place of a number. */
export const TEXT = "x" as never;

/** A schema that says what a search for counterexamples cannot find out. */
export function secretly(expected: string, refused: number): ReturnType<typeof predicate<number>> {
  const inner = integer();
  return predicate<number>((value) => inner.is(value) && value !== refused, expected);
}

/** A schema for anything that is a whole number, or one certain text. */
export function orBad(): ReturnType<typeof predicate<number>> {
  const number = integer();
  const text = string();
  return predicate<number>((value) => number.is(value) || text.is(value) && value === "bad", "any");
}
