import assert from "node:assert/strict";
import fc from "fast-check";
import { Deadlines, type Due } from "./_deadlines.ts";

interface Step {
  readonly add: boolean;
  readonly value: number;
}

const step: fc.Arbitrary<Step> = fc.record({ add: fc.boolean(), value: fc.nat(30) });

Deno.test("Deadlines knows what is due first when any item is removed", () => {
  fc.assert(fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
    const heap = new Deadlines<Due>();
    const model: Due[] = [];
    for (const { add, value } of steps) {
      if (add) {
        const item: Due = { dueMs: value, slot: -1 };
        heap.add(item);
        model.push(item);
      } else if (model[value] !== undefined) {
        const item = model.splice(value, 1)[0]!;
        heap.remove(item);
        heap.remove(item);
      }
      const first = model.length === 0 ? undefined : Math.min(...model.map((item) => item.dueMs));
      assert.equal(heap.first?.dueMs, first);
    }
  }));
});
