import type { Limits } from "../give_up.ts";

/** What a release function is told about the work, as far as it is told anything. */
export type Told = "success" | "failure" | undefined;

/** Something that is open and must be closed. */
export interface Item {
  /** Name in the log of a case. */
  readonly name: string;
  /** Closes it; handed what the library says about the work. */
  close(told: Told): Promise<void>;
}

/** Something that takes time to open. */
export interface OpeningItem extends Item {
  /** Opens it. */
  open(): Promise<unknown>;
}

/** What holds resources: a stack, a scope, a container. */
export interface Holder {
  /** Holds something that is open already. */
  hold(item: Item): void | Promise<void>;
  /** Opens something and holds it, within limits; rejects when it is given up. */
  acquire(item: OpeningItem, limits: Limits): Promise<void>;
  /** Makes one inside this one. */
  child(): Holder | Promise<Holder>;
  /** Releases everything. */
  close(): Promise<void>;
}

/** One way to use a library. */
export interface Form {
  /** Makes a holder. */
  open(): Holder | Promise<Holder>;
  /** Runs a function with a holder and closes it: what this rejects with is what a caller sees. */
  run(body: (holder: Holder) => Promise<void>): Promise<void>;
  /** The library's own way to print what `run` rejected with. */
  print?(error: unknown): string;
}

/** A way that needs more around every place than the documentation shows. */
export interface FormByHand extends Form {
  /** What has to be written, made of the library's own parts. */
  readonly by: string;
  /** The cases it is meant for. */
  readonly helps: readonly CaseName[];
}

/** A library in the battery. */
export interface Subject {
  /** Name in the table. */
  readonly name: string;
  /** Cases for which it has nothing that could be run, and what it lacks. */
  readonly none: Readonly<Partial<Record<CaseName, string>>>;
  /** The documented way to use it. */
  readonly form: Form;
  /** Ways that pass more cases. */
  readonly byHand?: readonly FormByHand[];
}

/** Names of the cases, in the order of the table. */
export const CASE_NAMES = [
  "reverse order",
  "goes on after a failure",
  "errors reachable",
  "errors printed",
  "hung release",
  "second close",
  "late after giving up",
  "late after close",
  "acquire timeout",
  "exit-aware",
  "deep nesting",
  "children first",
] as const;

/** Name of a case. */
export type CaseName = typeof CASE_NAMES[number];
