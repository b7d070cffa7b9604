import type { AcquisitionPlace } from "../inspection/acquisition_place.ts";
import type { InLine } from "./_line.ts";
import type { PoolItem } from "./_pool_item.ts";
import type { Lease } from "./lease.ts";

/** In what condition a value comes back: lend it, check it first, or destroy it. */
export type Condition = "good" | "suspect" | "broken";

/** Who lends and takes back. */
export interface LeaseOwner<T> {
  readonly name: string;
  takeBack(lease: PooledLease<T>, item: PoolItem<T>, condition: Condition, error?: unknown): void;
  /** What an error thrown while a value was in use says about the value. */
  judge(error: unknown): Condition;
  /** What it means that nobody knows how the work went. */
  doubt(): Condition;
}

/** A lease as the pool sees it. */
export class PooledLease<T> implements Lease<T>, InLine<PooledLease<T>> {
  older: PooledLease<T> | undefined = undefined;
  newer: PooledLease<T> | undefined = undefined;
  readonly sinceMs: number;
  readonly place: AcquisitionPlace | undefined;
  /** It has been reported as leaked. */
  isLeaked = false;
  /** Is told when the pool takes the value back by force. */
  onTaken: ((reason: unknown) => void) | undefined = undefined;
  readonly #owner: LeaseOwner<T>;
  #item: PoolItem<T> | undefined;
  #takenFor: { readonly reason: unknown } | undefined = undefined;

  constructor(
    owner: LeaseOwner<T>,
    item: PoolItem<T>,
    sinceMs: number,
    place: AcquisitionPlace | undefined,
  ) {
    this.#owner = owner;
    this.#item = item;
    this.sinceMs = sinceMs;
    this.place = place;
  }

  /** The value was given back or taken. */
  get isOver(): boolean {
    return this.#item === undefined;
  }

  get value(): T {
    if (this.#item !== undefined) return this.#item.value;
    if (this.#takenFor !== undefined) throw this.#takenFor.reason;
    throw new TypeError(
      `Cannot use the value as its lease of pool "${this.#owner.name}" has ended: ` +
        "acquire another one",
    );
  }

  release(): void {
    this.#end("good", undefined);
  }

  discard(error?: unknown): void {
    this.#end("broken", error);
  }

  [Symbol.dispose](): void {
    this.#end("good", undefined);
  }

  /** Gives the value back after work with it threw. */
  fail(error: unknown): void {
    if (this.#item !== undefined) this.#end(this.#owner.judge(error), error);
  }

  /** Gives the value back after work of which nobody said how it ended. */
  doubt(): void {
    if (this.#item !== undefined) this.#end(this.#owner.doubt(), undefined);
  }

  /** Ends the lease over its holder's head and hands out what it held. */
  take(reason: unknown): PoolItem<T> {
    const item = this.#item!;
    this.#item = undefined;
    this.#takenFor = { reason };
    this.onTaken?.(reason);
    return item;
  }

  #end(condition: Condition, error: unknown): void {
    const item = this.#item;
    if (item === undefined) return;
    this.#item = undefined;
    this.#owner.takeBack(this, item, condition, error);
  }
}

/** What the pool's `discardIf` says; one that throws means that the value is broken. */
export function judgeError(
  error: unknown,
  discardIf: ((error: unknown) => boolean) | undefined,
): Condition | undefined {
  try {
    if (discardIf === undefined) return undefined;
    return discardIf(error) ? "broken" : "good";
  } catch {
    return "broken";
  }
}
