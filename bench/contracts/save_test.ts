import assert from "node:assert/strict";
import { faultsOf, mustBeRight, type Order } from "./save.ts";
import { subject as byHand } from "./subjects/by_hand.ts";
import { subject as typia } from "./subjects/typia.ts";
import { subject as weir } from "./subjects/weir.ts";

// What comes from npm is asked the same by the command itself, before it is timed.
for (const subject of [byHand, typia, weir]) {
  Deno.test(`faultsOf() finds none when the calls are checked: ${subject.name}`, () => {
    assert.deepEqual(faultsOf(subject), []);
  });
}

Deno.test("faultsOf() names every wrong call that is accepted", () => {
  const faults = faultsOf({ save: () => "new" });
  assert.equal(faults.length, 13);
  assert.ok(faults.includes("accepts a tag that is a number"));
  assert.ok(faults.includes("accepts a result that is not a text"));
});

Deno.test("faultsOf() names right calls that are refused or answered wrongly", () => {
  function save(order: Order): string {
    if (order.id === "order-3") throw new RangeError("Cannot save");
    return order.id === "order-4" ? "old" : byHand.save(...[...arguments] as never[]) as string;
  }
  assert.deepEqual(faultsOf({ save }), [
    "refuses order-3: RangeError: Cannot save",
    "another result for order-4",
  ]);
});

Deno.test("mustBeRight() refuses a subject that checks less than the others", () => {
  const lax = { ...byHand, name: "lax", save: () => "new" };
  assert.deepEqual(mustBeRight([byHand, weir]), [byHand, weir]);
  assert.throws(() => mustBeRight([byHand, lax]), /^Error: Cannot measure "lax" as it is wrong/);
});
