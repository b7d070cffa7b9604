import type { Outcome } from "./ledger.ts";
import { count } from "./progress.ts";
import type { SenderReport } from "./sender.ts";
import type { Service } from "./service.ts";

/** The books of a run, from all who keep some. */
export interface Accounts {
  /** Deliveries of the run. */
  readonly deliveries: number;
  /** The sender's. */
  readonly sender: SenderReport;
  /** The receiver's: refused requests by reason, since this start. */
  readonly refused: Readonly<Record<string, number>>;
  /** The inbox's, over all starts. */
  readonly accepted: number;
  /** The database's, over all starts. */
  readonly stored: number;
  /** Deliveries that had been stored before. */
  readonly duplicates: number;
  /** Deliveries in the dead letters. */
  readonly dead: number;
  /** Deliveries that no handler wanted. */
  readonly ignored: number;
  /** Messages that the queue has confirmed, over all starts. */
  readonly queued: number;
  /** Different messages that the consumer has acknowledged, over all starts. */
  readonly consumed: number;
  /** Whether an earlier start was cut off. */
  readonly resumed: boolean;
}

/** Gathers the books. */
export function gatherAccounts(
  service: Service,
  sender: SenderReport,
  deliveries: number,
  resumed: boolean,
): Accounts {
  const { accepted, stored, duplicates, dead, filtered, published } = service.pipeline.stats();
  return {
    deliveries,
    sender,
    refused: service.receiver.stats().refused,
    accepted,
    stored,
    duplicates,
    dead,
    ignored: filtered,
    queued: published,
    consumed: service.consumer.last?.consumed ?? 0,
    resumed,
  };
}

/** One sum that must hold. */
export interface Sum {
  /** The sum in words. */
  readonly text: string;
  /** Its left side. */
  readonly left: number;
  /** Its right side. */
  readonly right: number;
}

/** Every sum that must hold, whatever happened on the way. */
export function sums(accounts: Accounts): Sum[] {
  const { sender, accepted, stored, duplicates, dead, ignored, queued, consumed } = accounts;
  const { byOutcome, planned, unanswered } = sender;
  const refused = byOutcome["signature"] + byOutcome["too-large"] + byOutcome["other"];
  // Accepted, but the answer was lost with the process: the sender sent it again.
  const unheard = accepted - byOutcome.accepted;
  const list: Sum[] = [
    {
      text: "sent = accepted + refused",
      left: accounts.deliveries,
      right: byOutcome.accepted + refused,
    },
    { text: "refused: signature = forged", left: byOutcome["signature"], right: planned.forged },
    {
      text: "refused: too large = oversized",
      left: byOutcome["too-large"],
      right: planned.oversized,
    },
    { text: "refused for another reason = 0", left: byOutcome["other"], right: 0 },
    { text: "never answered = 0", left: byOutcome["open"], right: 0 },
    {
      text: "accepted = stored + duplicates + dead letters + ignored",
      left: accepted,
      right: stored + duplicates + dead + ignored,
    },
    { text: "stored = different events sent", left: stored, right: planned.event },
    {
      text: "duplicates + dead letters + ignored = sent as such + accepted unheard",
      left: duplicates + dead + ignored,
      right: planned.redelivery + planned.truncated + planned.unhandled + unheard,
    },
    { text: "stored = queued", left: stored, right: queued },
    { text: "queued = consumed", left: queued, right: consumed },
    {
      text: "accepted unheard is within unanswered",
      left: clamp(unheard, unanswered),
      right: unheard,
    },
  ];
  if (!accounts.resumed) {
    for (const reason of ["signature", "too-large"] as const) {
      list.push({
        text: `refused: ${reason}, sender = receiver`,
        left: byOutcome[reason satisfies Outcome],
        right: accounts.refused[reason] ?? 0,
      });
    }
  }
  return list;
}

/** The table at the end of the demo. */
export function formatAccounts(accounts: Accounts): string {
  const { sender, accepted, stored, duplicates, dead, ignored, queued, consumed } = accounts;
  const { byOutcome, planned, unanswered } = sender;
  const row = (label: string, value: number, note = "") =>
    `  ${label.padEnd(34)}${count(value).padStart(9)}${note === "" ? "" : `   ${note}`}`;
  const unheard = accepted - byOutcome.accepted;
  return [
    row("sent", accounts.deliveries, "by the sender's own books"),
    row("├ accepted (202)", byOutcome.accepted),
    row(
      "├ refused: wrong signature (401)",
      byOutcome["signature"],
      `${count(planned.forged)} were forged`,
    ),
    row(
      "├ refused: body too large (413)",
      byOutcome["too-large"],
      `${count(planned.oversized)} were oversized`,
    ),
    row("├ refused for another reason", byOutcome["other"]),
    row("└ never answered", byOutcome["open"]),
    ...unanswered === 0 ? [] : [
      row("unanswered, sent again", unanswered, `${count(unheard)} of them had been accepted`),
    ],
    "",
    row("accepted", accepted, "by the inbox"),
    row("├ stored", stored, `${count(planned.event)} different events were sent`),
    row("├ duplicates", duplicates, `${count(planned.redelivery)} were sent twice on purpose`),
    row("├ dead letters", dead, `${count(planned.truncated)} were truncated JSON`),
    row("└ ignored", ignored, `${count(planned.unhandled)} were of types that nobody handles`),
    "",
    row("stored", stored, "rows in the database"),
    row("queued", queued, "messages that the queue has confirmed"),
    row("consumed", consumed, "different messages that the consumer has acknowledged"),
  ].join("\n");
}

function clamp(value: number, max: number): number {
  return Math.min(max, Math.max(0, value));
}
