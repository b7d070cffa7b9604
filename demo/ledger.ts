/** How a request of the sender ended; its number stands in the ledger. */
export const outcomes = [
  "open",
  "accepted",
  "signature",
  "too-large",
  "other",
  "sending",
] as const;

/** One of {@linkcode outcomes}. */
export type Outcome = typeof outcomes[number];

/** The sender's accounts. */
export interface LedgerTotals {
  /** Deliveries that have been answered. */
  readonly answered: number;
  /** Requests that ended without an answer; each was sent again. */
  readonly unanswered: number;
  /** Deliveries by outcome. */
  readonly byOutcome: Readonly<Record<Outcome, number>>;
}

/**
 * The sender's own books, in a file: two bytes for each delivery of the plan, its outcome and how
 * many of its requests nobody answered. They outlive sender and receiver, so that after a crash the
 * sums can still be checked from the outside.
 */
export class Ledger implements Disposable {
  readonly #file: Deno.FsFile;
  readonly #bytes: Uint8Array;

  /**
   * Opens the books of a run of `deliveries`; what was entered before is kept. What was under way
   * when the last sender died is open again, and its requests count as unanswered.
   */
  constructor(path: string, deliveries: number) {
    this.#file = Deno.openSync(path, { read: true, write: true, create: true });
    this.#file.truncateSync(2 * deliveries);
    this.#bytes = new Uint8Array(2 * deliveries);
    for (let filled = 0; filled < this.#bytes.length;) {
      const count = this.#file.readSync(this.#bytes.subarray(filled));
      if (count === null) break;
      filled += count;
    }
    for (let index = 0; index < deliveries; index++) {
      if (this.outcomeAt(index) === "sending") this.enterUnanswered(index);
    }
  }

  /** How the delivery at a place of the plan ended. */
  outcomeAt(index: number): Outcome {
    return outcomes[this.#bytes[2 * index]!] ?? "other";
  }

  /** Enters how a delivery ended. */
  enter(index: number, outcome: Outcome): void {
    this.#bytes[2 * index] = outcomes.indexOf(outcome);
    this.#write(index);
  }

  /** Enters a request that nobody answered: its delivery is open again. */
  enterUnanswered(index: number): void {
    this.#bytes[2 * index] = outcomes.indexOf("open");
    this.#bytes[2 * index + 1] = Math.min(255, this.#bytes[2 * index + 1]! + 1);
    this.#write(index);
  }

  /** All sums. */
  totals(): LedgerTotals {
    const byOutcome = Object.fromEntries(outcomes.map((outcome) => [outcome, 0])) as Record<
      Outcome,
      number
    >;
    let unanswered = 0;
    for (let at = 0; at < this.#bytes.length; at += 2) {
      byOutcome[outcomes[this.#bytes[at]!] ?? "other"]++;
      unanswered += this.#bytes[at + 1]!;
    }
    byOutcome.open += byOutcome.sending;
    byOutcome.sending = 0;
    return { answered: this.#bytes.length / 2 - byOutcome.open, unanswered, byOutcome };
  }

  /** Closes the file. */
  [Symbol.dispose](): void {
    this.#file.close();
  }

  #write(index: number): void {
    this.#file.seekSync(2 * index, Deno.SeekMode.Start);
    this.#file.writeSync(this.#bytes.subarray(2 * index, 2 * index + 2));
  }
}
