import assert from "node:assert/strict";
import fc from "fast-check";
import { Slot, SlotQueue } from "./slot_queue.ts";

Deno.test("SlotQueue gives slots in their order, the first one when its result is there", () => {
  const step = fc.oneof(
    fc.constant("push" as const),
    fc.constant("shift" as const),
    fc.nat({ max: 6 }),
    { weight: 1, arbitrary: fc.constant("clear" as const) },
  );
  fc.assert(fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
    const queue = new SlotQueue();
    let model: Slot[] = [];
    for (const step of steps) {
      if (step === "push") {
        const slot = new Slot();
        queue.push(slot);
        model.push(slot);
      } else if (step === "clear") {
        queue.clear();
        model = [];
      } else if (step === "shift") {
        assert.equal(queue.shift(), model[0]?.isSettled ? model.shift() : undefined);
      } else {
        model[step]?.settle(step);
      }
    }
  }));
});
