import assert from "node:assert/strict";
import { Ledger } from "./ledger.ts";

Deno.test("Ledger keeps outcomes and unanswered requests when it is opened again", async () => {
  const path = await Deno.makeTempFile();
  {
    using ledger = new Ledger(path, 4);
    ledger.enter(0, "accepted");
    ledger.enter(2, "signature");
    ledger.enterUnanswered(3);
    ledger.enterUnanswered(3);
  }
  using again = new Ledger(path, 4);
  assert.deepEqual([0, 1, 2, 3].map((index) => again.outcomeAt(index)), [
    "accepted",
    "open",
    "signature",
    "open",
  ]);
  const { answered, unanswered, byOutcome } = again.totals();
  assert.deepEqual([answered, unanswered, byOutcome.accepted, byOutcome.open], [2, 2, 1, 2]);
  await Deno.remove(path);
});

Deno.test("Ledger counts what was under way when the sender died as unanswered", async () => {
  const path = await Deno.makeTempFile();
  {
    using ledger = new Ledger(path, 2);
    ledger.enter(0, "sending");
    ledger.enter(1, "sending");
    ledger.enter(1, "accepted");
    assert.equal(ledger.totals().byOutcome.open, 1);
  }
  using again = new Ledger(path, 2);
  assert.deepEqual([again.outcomeAt(0), again.outcomeAt(1)], ["open", "accepted"]);
  assert.equal(again.totals().unanswered, 1);
  await Deno.remove(path);
});
