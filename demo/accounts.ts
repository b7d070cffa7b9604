import { count } from "./progress.ts";
import type { SenderReport } from "./sender.ts";
import type { RunState } from "./run_state.ts";
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
  /** Whether somebody besides the sender has delivered: what he sent stands in no books. */
  readonly served: boolean;
}

/** Gathers the books. */
export function gatherAccounts(
  service: Service,
  sender: SenderReport,
  { deliveries, resumed, served }: RunState,
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
    served,
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
  return [
    ...senderSums(accounts),
    ...receiverSums(accounts),
    ...accounts.served ? [] : planSums(accounts),
    ...accounts.resumed ? [] : refusalSums(accounts),
  ];
}

/** The sender's own books against its plan. */
function senderSums({ sender, deliveries }: Accounts): Sum[] {
  const { byOutcome, planned } = sender;
  const answered = byOutcome.accepted + byOutcome.signature + byOutcome["too-large"];
  return [
    { text: "sent = accepted + refused", left: deliveries, right: answered + byOutcome.other },
    { text: "never answered = 0", left: byOutcome.open, right: 0 },
    { text: "refused for another reason = 0", left: byOutcome.other, right: 0 },
    { text: "refused: signature = forged", left: byOutcome.signature, right: planned.forged },
    {
      text: "refused: too large = oversized",
      left: byOutcome["too-large"],
      right: planned.oversized,
    },
  ];
}

/** Inbox, database, queue and consumer against each other. */
function receiverSums(accounts: Accounts): Sum[] {
  const { accepted, stored, duplicates, dead, ignored, queued, consumed } = accounts;
  return [
    {
      text: "accepted = stored + duplicates + dead letters + ignored",
      left: accepted,
      right: stored + duplicates + dead + ignored,
    },
    { text: "stored = queued", left: stored, right: queued },
    { text: "queued = consumed", left: queued, right: consumed },
  ];
}

/** What was made of the deliveries against what was sent. */
function planSums(accounts: Accounts): Sum[] {
  const { sender, stored, duplicates, dead, ignored } = accounts;
  const { planned, unanswered } = sender;
  const unheard = unheardOf(accounts);
  return [
    { text: "stored = different events sent", left: stored, right: planned.event },
    {
      text: "duplicates + dead letters + ignored = sent as such + accepted unheard",
      left: duplicates + dead + ignored,
      right: planned.redelivery + planned.truncated + planned.unhandled + unheard,
    },
    {
      text: "accepted unheard is within unanswered",
      left: Math.min(unanswered, Math.max(0, unheard)),
      right: unheard,
    },
  ];
}

/** What the receiver refused since its start against what the sender was told. */
function refusalSums({ sender, refused }: Accounts): Sum[] {
  return (["signature", "too-large"] as const).map((reason) => ({
    text: `refused: ${reason}, sender = receiver`,
    left: sender.byOutcome[reason],
    right: refused[reason] ?? 0,
  }));
}

/** Accepted, but the answer was lost with the process: the sender sent these again. */
function unheardOf({ accepted, sender }: Accounts): number {
  return accepted - sender.byOutcome.accepted;
}

/** The table at the end of the demo. */
export function formatAccounts(accounts: Accounts): string {
  const { sender, accepted, stored, duplicates, dead, ignored, queued, consumed } = accounts;
  const { byOutcome, planned, unanswered } = sender;
  const row = (label: string, value: number, note = "") =>
    `  ${label.padEnd(34)}${count(value).padStart(9)}${note === "" ? "" : `   ${note}`}`;
  const unheard = `${count(unheardOf(accounts))} of them had been accepted`;
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
      row("unanswered, sent again", unanswered, accounts.served ? "" : unheard),
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
