import assert from "node:assert/strict";
import { type Accounts, formatAccounts, sums } from "./accounts.ts";

const balanced: Accounts = {
  deliveries: 20,
  sender: {
    phase: "done",
    perSecond: {},
    planned: { event: 11, redelivery: 2, unhandled: 2, truncated: 2, forged: 2, oversized: 1 },
    answered: 20,
    unanswered: 0,
    byOutcome: {
      "open": 0,
      "accepted": 17,
      "signature": 2,
      "too-large": 1,
      "other": 0,
      "sending": 0,
    },
  },
  refused: { "signature": 2, "too-large": 1 },
  accepted: 17,
  stored: 11,
  duplicates: 2,
  dead: 2,
  ignored: 2,
  queued: 11,
  consumed: 11,
  resumed: false,
  served: false,
};

function wrong(accounts: Accounts): string[] {
  return sums(accounts).filter(({ left, right }) => left !== right).map(({ text }) => text);
}

Deno.test("sums() hold when nothing was lost", () => {
  assert.deepEqual(wrong(balanced), []);
});

Deno.test("sums() hold when answers were lost in a crash and the deliveries were sent again", () => {
  const sender = { ...balanced.sender, unanswered: 3 };
  const crashed = { ...balanced, sender, accepted: 19, duplicates: 4, resumed: true };
  assert.deepEqual(wrong(crashed), []);
});

for (const book of ["accepted", "stored", "duplicates", "dead", "ignored", "queued", "consumed"]) {
  Deno.test(`sums() are off when one delivery is missing from "${book}"`, () => {
    const value = balanced[book as keyof Accounts] as number;
    assert.notDeepEqual(wrong({ ...balanced, [book]: value - 1 }), []);
  });
}

Deno.test("sums() are off when more was accepted than anybody sent", () => {
  const doubled = { ...balanced, accepted: 18, duplicates: 3 };
  assert.deepEqual(wrong(doubled), ["accepted unheard is within unanswered"]);
});

Deno.test("sums() are off when receiver and sender disagree on what was refused", () => {
  const refused = { "signature": 1, "too-large": 1 };
  assert.deepEqual(wrong({ ...balanced, refused }), ["refused: signature, sender = receiver"]);
});

Deno.test("sums() are off when a delivery was never answered", () => {
  const byOutcome = { ...balanced.sender.byOutcome, open: 1, accepted: 16 };
  const sender = { ...balanced.sender, byOutcome };
  assert.ok(wrong({ ...balanced, sender }).includes("never answered = 0"));
});

Deno.test("formatAccounts() shows every book", () => {
  const table = formatAccounts(balanced);
  for (const word of ["sent", "accepted", "stored", "duplicates", "dead", "queued", "consumed"]) {
    assert.match(table, new RegExp(word));
  }
});
