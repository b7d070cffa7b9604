import assert from "node:assert/strict";
import fc from "fast-check";
import { type HeapEntry, PriorityHeap } from "./priority_heap.ts";

type Model = { id: number; priority: number; order: number; entry: HeapEntry<number> }[];

function first(model: Model): Model[number] | undefined {
  return model.toSorted((a, b) => b.priority - a.priority || a.order - b.order)[0];
}

Deno.test("PriorityHeap agrees with a sorted list under any mix of push, pop and remove", () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant("push" as const), priority: fc.integer({ min: -2, max: 4 }) }),
    fc.record({ kind: fc.constant("pop" as const) }),
    fc.record({ kind: fc.constant("remove" as const), at: fc.nat(200) }),
  );
  fc.assert(fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
    const heap = new PriorityHeap<number>();
    const model: Model = [];
    steps.forEach((step, id) => {
      if (step.kind === "push") {
        model.push({
          id,
          priority: step.priority,
          order: id,
          entry: heap.push(id, step.priority, id),
        });
      } else if (step.kind === "pop") {
        const expected = first(model);
        if (expected !== undefined) {
          assert.equal(heap.before(expected.entry), 0);
          model.splice(model.indexOf(expected), 1);
        }
        assert.equal(heap.pop(), expected?.id);
      } else if (model.length > 0) {
        const [removed] = model.splice(step.at % model.length, 1);
        heap.remove(removed!.entry);
        heap.remove(removed!.entry);
      }
      assert.equal(heap.size, model.length);
    });
  }));
});

Deno.test("PriorityHeap.before() counts what leaves first", () => {
  const heap = new PriorityHeap<string>();
  const late = heap.push("late", 0, 1);
  heap.push("urgent", 3, 2);
  heap.push("later", 0, 3);
  assert.equal(heap.before(late), 1);
});
