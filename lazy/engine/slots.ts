import type { FusedStep, SlotCallback } from "../plan/fuse.ts";
import type { Receiver } from "./receiver.ts";
import { SKIP, type Stage } from "./stage.ts";

/**
 * Up to three predicates and three transforms, in turn, as one stage. The loops of a push run take
 * the first pair into themselves and leave the others to what stands `after` it.
 */
export class Slots implements Stage, Receiver {
  readonly p0: SlotCallback | undefined;
  readonly m0: SlotCallback | undefined;
  readonly p1: SlotCallback | undefined;
  readonly m1: SlotCallback | undefined;
  readonly p2: SlotCallback | undefined;
  readonly m2: SlotCallback | undefined;
  /** Whether there is more than the first pair. */
  readonly isLong: boolean;
  /** How often each callback has been called, which is the index it gets. */
  i0 = 0;
  i1 = 0;
  i2 = 0;
  i3 = 0;
  i4 = 0;
  i5 = 0;
  /** Where values go in a push run, and where they go after the first pair of slots. */
  readonly next: Receiver;
  readonly after: Receiver;

  constructor({ slots }: Pick<FusedStep, "slots">, next: Receiver = NOWHERE) {
    [this.p0, this.m0, this.p1, this.m1, this.p2, this.m2] = slots;
    this.isLong = slots.length > 2;
    this.next = next;
    this.after = this.isLong ? new Rest(this) : next;
  }

  /** Leads an item through all slots: for a run that pulls. */
  settle(value: unknown): unknown {
    const { p0, m0 } = this;
    if (p0 !== undefined && !p0(value, this.i0++)) return SKIP;
    if (m0 !== undefined) value = m0(value, this.i1++);
    return this.isLong ? this.rest(value) : value;
  }

  /** Leads an item through all slots and hands it on. */
  push(value: unknown): boolean {
    const out = this.settle(value);
    return out === SKIP ? false : this.next.push(out);
  }

  save(state: unknown[], isRewound: boolean): void {
    const back = isRewound ? 1 : 0;
    if (this.p0 !== undefined) state.push(this.i0 - back);
    if (this.m0 !== undefined) state.push(this.i1 - back);
    if (this.p1 !== undefined) state.push(this.i2 - back);
    if (this.m1 !== undefined) state.push(this.i3 - back);
    if (this.p2 !== undefined) state.push(this.i4 - back);
    if (this.m2 !== undefined) state.push(this.i5 - back);
  }

  load(state: unknown[]): void {
    if (this.p0 !== undefined) this.i0 = state.shift() as number;
    if (this.m0 !== undefined) this.i1 = state.shift() as number;
    if (this.p1 !== undefined) this.i2 = state.shift() as number;
    if (this.m1 !== undefined) this.i3 = state.shift() as number;
    if (this.p2 !== undefined) this.i4 = state.shift() as number;
    if (this.m2 !== undefined) this.i5 = state.shift() as number;
  }

  /** Leads an item through the slots after the first pair. */
  rest(value: unknown): unknown {
    const { p1, m1, p2, m2 } = this;
    if (p1 !== undefined && !p1(value, this.i2++)) return SKIP;
    if (m1 !== undefined) value = m1(value, this.i3++);
    if (p2 !== undefined && !p2(value, this.i4++)) return SKIP;
    if (m2 !== undefined) value = m2(value, this.i5++);
    return value;
  }
}

/** The way in after the first pair. */
class Rest implements Receiver {
  readonly #slots: Slots;

  constructor(slots: Slots) {
    this.#slots = slots;
  }

  push(value: unknown): boolean {
    const slots = this.#slots;
    const out = slots.rest(value);
    return out === SKIP ? false : slots.next.push(out);
  }
}

/** A run that pulls takes what `settle()` returns. */
const NOWHERE: Receiver = { push: () => true };
