import { ignore } from "../engine/closing.ts";
import type { Closable, Cursor } from "../engine/cursor.ts";
import { isIndexed, isOneShot, type Mode } from "../engine/mode.ts";

/**
 * Where a sequence begins. Shared by all sequences derived from it, so that a one-shot source is
 * read by one run only, whichever of them starts it.
 */
export interface Source extends Closable {
  /** What it reads, where a pass can begin in the middle: items by position, a range, pages. */
  readonly kind?: "items" | "range" | "pages" | undefined;
  /** Whether it can be read only once. */
  readonly isOneShot?: boolean | undefined;
  /** What it is made of, if it is an operator that works apart from the plan after it. */
  readonly origin?: Origin | undefined;
  /** How many items a pass that began now would have, where that is known. */
  size?(): number | undefined;
  /** Begins a pass. */
  open(): Cursor;
  /** Closes a one-shot source, used or not; does nothing to a source that can be read again. */
  close(reason?: unknown): unknown;
  /** Closes a one-shot source unless a run has opened it. */
  discard(reason?: unknown): unknown;
}

/** An operator whose items another plan reads. */
export interface Origin {
  /** Name of the method that made it. */
  readonly kind: string;
  /** What is told of it beside its name. */
  readonly note?: unknown;
  /** How many items it keeps, where it keeps some. */
  readonly kept?: number | undefined;
  /** The plans before it. */
  readonly befores: readonly object[];
}

/**
 * Wraps what a user passed: an iterable, an iterator, a stream or a factory of those.
 *
 * @throws {TypeError} If it is none of them; what a factory returns is looked at in a run.
 */
export function createSource(raw: unknown, mode: Mode): Source {
  if (typeof raw === "function") return reusableSource(() => mode.open(raw()));
  mode.check(raw);
  const sequenceClass = sequenceClassOf(raw as object);
  if (sequenceClass !== undefined) {
    return sequenceSource(raw as Sequence, sequenceClass.planOf(raw as object), mode);
  }
  if (isOneShot(raw)) return new OneShotSource(raw, mode);
  const open = () => mode.open(raw);
  if (isIndexed(raw)) return reusableSource(open, { kind: "items", size: () => raw.length });
  const isCollection = raw instanceof Set || raw instanceof Map;
  return reusableSource(open, isCollection ? { size: () => raw.size } : {});
}

/** What sequences, sync and async, have beside other iterables. */
type Sequence =
  & Partial<Iterable<unknown> & AsyncIterable<unknown>>
  & Partial<Disposable & AsyncDisposable>;

/** A class of sequences, and how to get at the plan of one. */
interface SequenceClass {
  readonly prototype: object;
  planOf(sequence: object): object;
}

const sequenceClasses: SequenceClass[] = [];

/** Makes the instances of a class known as sequences; the classes cannot be imported here. */
export function addSequenceClass(sequenceClass: SequenceClass): void {
  sequenceClasses.push(sequenceClass);
}

function sequenceClassOf(raw: object): SequenceClass | undefined {
  return sequenceClasses.find(({ prototype }) =>
    Object.prototype.isPrototypeOf.call(prototype, raw)
  );
}

/** A sequence that another one reads: what it has in hand is closed with the other's sources. */
function sequenceSource(raw: Sequence, plan: object, mode: Mode): Source {
  return {
    origin: { kind: "sequence", befores: [plan] },
    open: () => mode.open(raw),
    close: () => raw[Symbol.dispose]?.() ?? raw[Symbol.asyncDispose]?.(),
    discard: () => (raw[Symbol.iterator]?.() ?? raw[Symbol.asyncIterator]?.())?.return?.(),
  };
}

/** A source that begins anew with every run. */
export function reusableSource(
  open: () => Cursor,
  { kind, size = unknownSize }: Pick<Source, "kind" | "size"> = {},
): Source {
  return { open, close: ignore, discard: ignore, kind, size };
}

function unknownSize(): undefined {}

class OneShotSource implements Source {
  readonly isOneShot = true;
  readonly #raw: unknown;
  readonly #mode: Mode;
  #cursor: Cursor | undefined;

  constructor(raw: unknown, mode: Mode) {
    this.#raw = raw;
    this.#mode = mode;
  }

  open(): Cursor {
    if (this.#cursor !== undefined) {
      const entry = this.#mode.isAsync ? "asyncSeq" : "seq";
      throw new TypeError(
        "Cannot run the sequence again as its one-shot source has been used: " +
          `pass a factory, ${entry}(() => openSource()), or keep the items with toArray()`,
      );
    }
    return this.#cursor = this.#mode.open(this.#raw);
  }

  discard(reason?: unknown): unknown {
    return this.#cursor === undefined ? this.close(reason) : undefined;
  }

  close(reason?: unknown): unknown {
    this.#cursor ??= this.#mode.open(this.#raw);
    return this.#cursor.close(reason);
  }
}
