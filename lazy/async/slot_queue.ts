/** A place for a result that may not be there yet. */
export class Slot {
  /** The result, once it is there. */
  value: unknown = undefined;
  /** Whether it is there. */
  isSettled = false;
  /** The slot behind this one. */
  next: Slot | undefined = undefined;

  /** Puts the result in. */
  settle(value: unknown): void {
    this.value = value;
    this.isSettled = true;
  }
}

/** Slots in a row; takes and gives in constant time, however many there are. */
export class SlotQueue {
  #first: Slot | undefined;
  #last: Slot | undefined;

  /** Puts a slot behind the others. */
  push(slot: Slot): void {
    if (this.#last === undefined) this.#first = slot;
    else this.#last.next = slot;
    this.#last = slot;
  }

  /** Takes the first slot, if its result is there. */
  shift(): Slot | undefined {
    const slot = this.#first;
    if (slot === undefined || !slot.isSettled) return undefined;
    this.#first = slot.next;
    if (slot.next === undefined) this.#last = undefined;
    // A slot that is gone must not keep those behind it alive.
    slot.next = undefined;
    return slot;
  }

  /** Drops all slots. */
  clear(): void {
    this.#first = undefined;
    this.#last = undefined;
  }
}
