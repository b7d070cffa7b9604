import assert from "node:assert/strict";
import fc from "fast-check";
import { type InLine, Line } from "./_line.ts";

interface Item extends InLine<Item> {
  readonly id: number;
}

Deno.test("Line keeps the order when any item is removed", () => {
  fc.assert(fc.property(fc.array(fc.option(fc.nat(20))), (steps) => {
    const line = new Line<Item>();
    const model: Item[] = [];
    for (const [id, at] of steps.entries()) {
      if (at === null) {
        const item: Item = { id, older: undefined, newer: undefined };
        line.add(item);
        model.push(item);
      } else if (model[at] !== undefined) {
        line.remove(model.splice(at, 1)[0]!);
      }
      assert.deepEqual(line.toArray().map((item) => item.id), model.map((item) => item.id));
      assert.equal(line.oldest, model[0]);
      assert.equal(line.size, model.length);
    }
  }));
});
