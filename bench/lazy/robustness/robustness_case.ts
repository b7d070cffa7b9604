import type { Subject } from "./subject.ts";

/** What is seen of a library in a case, by the columns of its table; `false` where it is wrong. */
export type Facts = readonly Fact[];

/** One cell. */
export interface Fact {
  /** What is seen. */
  readonly text: string;
  /** Whether it is what a caller can rely on. */
  readonly isRight: boolean;
}

/** Something that happens to a run. */
export interface RobustnessCase {
  /** Name of the case, as its process is told. */
  readonly name: string;
  /** What happens, as the title of the table. */
  readonly title: string;
  /** What is looked at. */
  readonly columns: readonly string[];
  /** Has it happen. */
  run(subject: Subject): Promise<Facts>;
}

/** A number that is right if it is at most another. */
export function atMost(value: number, most: number): Fact {
  return { text: String(value), isRight: value <= most };
}

/** A number, or a word, that has to be another. */
export function exactly(value: number | string, right: number | string): Fact {
  return { text: String(value), isRight: value === right };
}
