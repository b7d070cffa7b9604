import { checkFunction, checkObject, optionMessage } from "../../_internal/check_option.ts";

/**
 * An operator of one's own, for {@linkcode Seq.through}. What it must remember is in a state, made
 * anew for every run; the operator itself can be used by any number of sequences.
 *
 * @typeParam T Type of the items that come in.
 * @typeParam U Type of the items that go on.
 * @typeParam S Type of the state.
 */
export interface SeqOperator<T, U, S> {
  /** What the operator is told by. */
  readonly name?: string | undefined;
  /** Makes the state of a run, before its first item. */
  init(): S;
  /**
   * Takes an item in and emits any number of items, which go on in that order when it returns;
   * after that, `emit` throws. Returning `true` ends the sequence with what has been emitted: as
   * with `take()`, the source is closed before those items go on, and `flush()` is not called.
   */
  push(state: S, value: T, emit: (value: U) => void): boolean | void;
  /** Emits what is left when the source has run out. */
  flush?(state: S, emit: (value: U) => void): void;
}

/**
 * An operator of one's own, for {@linkcode AsyncSeq.through}: as {@linkcode SeqOperator}, but `push`
 * and `flush` may take their time. One item at a time; the items that a call has emitted go on when
 * its promise settles.
 *
 * @typeParam T Type of the items that come in.
 * @typeParam U Type of the items that go on.
 * @typeParam S Type of the state.
 */
export interface AsyncSeqOperator<T, U, S> extends Omit<SeqOperator<T, U, S>, "push" | "flush"> {
  /** Takes an item in and emits any number of items; `true` ends the sequence with them. */
  push(
    state: S,
    value: T,
    emit: (value: U) => void,
  ): boolean | void | PromiseLike<boolean | void>;
  /** Emits what is left when the source has run out. */
  flush?(state: S, emit: (value: U) => void): void | PromiseLike<void>;
}

/** An operator whatever its types. */
export type AnySeqOperator = AsyncSeqOperator<unknown, unknown, unknown>;

/**
 * Checks what a user passed as an operator.
 *
 * @throws {TypeError} If a part is missing or is no function.
 */
export function checkOperator(custom: unknown): void {
  const action = "send the sequence through an operator";
  checkObject(action, "operator", custom);
  const { name, init, push, flush } = custom as Partial<AnySeqOperator>;
  checkFunction(action, "init", init);
  checkFunction(action, "push", push);
  if (flush !== undefined) checkFunction(action, "flush", flush);
  if (name !== undefined && typeof name !== "string") {
    throw new TypeError(optionMessage(action, "name", "a string", name));
  }
}
