import assert from "node:assert/strict";
import fc from "fast-check";
import { Waiter } from "./_waiter.ts";
import { WaitingLine } from "./_waiting_line.ts";

Deno.test("WaitingLine knows who is due first when timeouts differ", () => {
  const timeout = fc.constantFrom(10, 10, 10, 3, 25, Infinity);
  const step = fc.record({ timeoutMs: fc.option(timeout), at: fc.nat(12) });
  fc.assert(fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
    const line = new WaitingLine<unknown>(10);
    const model: Waiter<unknown>[] = [];
    for (const [nowMs, { timeoutMs, at }] of steps.entries()) {
      if (timeoutMs !== null) {
        const waiter = new Waiter<unknown>(nowMs, timeoutMs, undefined);
        line.add(waiter);
        model.push(waiter);
      } else if (model[at] !== undefined) {
        line.remove(model.splice(at, 1)[0]!);
      }
      const dueMs = model.length === 0 ? undefined : Math.min(...model.map((each) => each.dueMs));
      assert.equal(line.firstDue?.dueMs, dueMs);
      assert.equal(line.oldest, model[0]);
    }
  }));
});
