/**
 * The sender of the demo, a process of its own: posts GitHub's example payloads to the receiver, at
 * a varying rate and with some trouble mixed in, and keeps books on how each delivery ended.
 *
 * @module
 */
import { parentProcess } from "./child_process.ts";
import {
  type DeliveryKind,
  DeliveryPlan,
  headersOf,
  type PlannedDelivery,
} from "./delivery_plan.ts";
import { Ledger, type LedgerTotals, type Outcome } from "./ledger.ts";
import { paceAt, type Phase } from "./pace.ts";

/** What the sender is started with. */
export interface SenderOptions {
  /** Address of the receiver. */
  readonly url: string;
  /** The webhook's secret. */
  readonly secret: string;
  /** Seed of the plan. */
  readonly seed: number;
  /** Deliveries in all. */
  readonly deliveries: number;
  /** File of the books. */
  readonly ledger: string;
}

/** What the sender says while it works, and last of all. */
export interface SenderReport extends LedgerTotals {
  /** What it is doing. */
  readonly phase: Phase | "pause" | "done";
  /** Deliveries of the plan by kind. */
  readonly planned: Readonly<Record<DeliveryKind, number>>;
  /** Why the last request without an answer had none. */
  readonly lastError?: string;
  /** Deliveries that were answered in each phase, per second. */
  readonly perSecond: Readonly<Partial<Record<Phase, number>>>;
}

/** Requests under way at most. */
const maxInFlight = 96;
/** How often a delivery without an answer is sent again before the sender gives up. */
const maxRounds = 5;

class Sender {
  readonly #options: SenderOptions;
  readonly #plan: DeliveryPlan;
  readonly #ledger: Ledger;
  readonly #signal: AbortSignal;
  readonly #inFlight = new Set<Promise<void>>();
  readonly #planned: Readonly<Record<DeliveryKind, number>>;
  readonly #phases = new Map<Phase, { answered: number; ms: number }>();
  #phase: SenderReport["phase"] = "quiet";
  #answered = 0;
  #lastError: string | undefined;
  #silent = 0;

  constructor(options: SenderOptions, ledger: Ledger, signal: AbortSignal) {
    this.#options = options;
    this.#plan = new DeliveryPlan(options.seed);
    this.#planned = this.#plan.countKinds(options.deliveries);
    this.#ledger = ledger;
    this.#signal = signal;
  }

  report(phase: SenderReport["phase"] = this.#phase): SenderReport {
    const perSecond = Object.fromEntries(
      [...this.#phases].filter(([, { answered }]) => answered > 0).map(([phase, sum]) => [
        phase,
        Math.round(1_000 * sum.answered / Math.max(1, sum.ms)),
      ]),
    );
    const report = { phase, perSecond, planned: this.#planned, ...this.#ledger.totals() };
    return this.#lastError === undefined ? report : { ...report, lastError: this.#lastError };
  }

  /** Sends all that is open, and again what nobody answered, as GitHub's "Redeliver" does. */
  async run(): Promise<void> {
    for (let round = 0; round < maxRounds && !this.#signal.aborted; round++) {
      if (this.#ledger.totals().byOutcome.open === 0) return;
      if (round > 0) await pause(1_000);
      await this.#sendOpen();
    }
  }

  async #sendOpen(): Promise<void> {
    const { deliveries } = this.#options;
    let index = 0;
    while (index < deliveries && !this.#signal.aborted) {
      const pace = paceAt(index, deliveries);
      const answeredBefore = this.#answered;
      if (pace.pauseMs > 0 && this.#ledger.outcomeAt(index) === "open") {
        this.#phase = "pause";
        await pause(pace.pauseMs);
      }
      this.#phase = pace.phase;
      const startMs = performance.now();
      let sent = 0;
      for (; index < pace.until && !this.#signal.aborted; index++) {
        if (this.#ledger.outcomeAt(index) !== "open") continue;
        while (this.#inFlight.size >= maxInFlight) await Promise.race(this.#inFlight);
        const dueMs = startMs + 1_000 * sent++ / pace.perSecond;
        const waitMs = dueMs - performance.now();
        if (waitMs > 2) await pause(waitMs);
        this.#start(index);
        // A receiver that is gone answers nothing: leave the rest open instead of burning through.
        if (this.#silent > 2 * maxInFlight) return;
      }
      await Promise.all(this.#inFlight);
      this.#count(pace.phase, this.#answered - answeredBefore, performance.now() - startMs);
    }
    await Promise.all(this.#inFlight);
  }

  #count(phase: Phase, answered: number, ms: number): void {
    const sum = this.#phases.get(phase) ?? { answered: 0, ms: 0 };
    this.#phases.set(phase, { answered: sum.answered + answered, ms: sum.ms + ms });
  }

  #start(index: number): void {
    const sending = this.#send(index).finally(() => this.#inFlight.delete(sending));
    this.#inFlight.add(sending);
  }

  async #send(index: number): Promise<void> {
    const delivery = this.#plan.at(index);
    this.#ledger.enter(index, "sending");
    try {
      const response = await fetch(this.#options.url, {
        method: "POST",
        headers: headersOf(delivery, this.#options.secret),
        body: bodyOf(delivery, index),
      });
      const { reason, message } = await response.json();
      // "Come again later" settles nothing, and what was told so may have been accepted.
      if (response.status === 503) throw new Error(message);
      this.#ledger.enter(index, outcomeOf(response.status, reason));
      this.#answered++;
      this.#silent = 0;
    } catch (error) {
      this.#lastError = error instanceof Error ? error.message : String(error);
      this.#ledger.enterUnanswered(index);
      this.#silent++;
    }
  }
}

/** Every other oversized body comes without a declared length, so that it must be counted. */
function bodyOf(delivery: PlannedDelivery, index: number): BodyInit {
  if (delivery.kind !== "oversized" || index % 2 === 0) return delivery.body;
  return ReadableStream.from([delivery.body.subarray(0, 1_000), delivery.body.subarray(1_000)]);
}

function outcomeOf(status: number, reason: string): Outcome {
  if (status === 202) return "accepted";
  return reason === "signature" || reason === "too-large" ? reason : "other";
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

if (import.meta.main) {
  const parent = parentProcess<SenderOptions>();
  using ledger = new Ledger(parent.options.ledger, parent.options.deliveries);
  const sender = new Sender(parent.options, ledger, parent.signal);
  const ticking = setInterval(() => parent.say(sender.report()), 200);
  await sender.run();
  clearInterval(ticking);
  parent.say(sender.report("done"));
  Deno.exit(0);
}
