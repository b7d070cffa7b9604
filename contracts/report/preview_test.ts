import assert from "node:assert/strict";
import { formatPath } from "../violation.ts";
import { parseSite } from "./call_site.ts";
import { className, preview } from "./preview.ts";

Deno.test("preview() shows a value with its type", () => {
  assert.equal(preview(7), "7 (number)");
  assert.equal(preview(5n), "5n (bigint)");
  assert.equal(preview("x"), '"x" (string)');
  assert.equal(preview(undefined), "undefined");
  assert.equal(preview(Symbol("s")), "Symbol(s) (symbol)");
  assert.equal(preview([1, "a", []]), '[1, "a", []] (array of 3)');
  assert.equal(
    preview({ id: 7, tags: ["a"], at: { x: 1 } }),
    "{ id: 7, tags: […], at: {…} } (object)",
  );
  assert.equal(preview({}), "{} (object)");
  assert.equal(preview(new Map()), "an instance of Map");
  assert.equal(preview(new Date(0)), "1970-01-01T00:00:00.000Z (Date)");
  assert.equal(preview(new Date("no date")), "an invalid Date");
  assert.equal(preview(new Error("no")), '"no" (Error)');
  assert.equal(preview(class Foo {}), "class Foo");
  assert.equal(preview(() => {}), "function (anonymous)");
  assert.equal(preview(Object.create(null)), "{} (object)");
});

Deno.test("preview() stays short and calm whatever it is given", () => {
  const long = preview("x".repeat(1e6));
  assert.ok(long.length < 100 && long.endsWith("(string of 1000000 characters)"), long);
  assert.ok(preview(Array.from({ length: 1e5 }, (_, i) => `item ${i}`)).length < 100);
  assert.ok(preview({ ["k".repeat(1e5)]: 1 }).length < 100);
  const trap = () => {
    throw new Error("trap");
  };
  assert.equal(
    preview({
      get trap() {
        return trap();
      },
    }),
    "{ trap: (getter) } (object)",
  );
  const hostile = new Proxy({}, { ownKeys: trap, getPrototypeOf: trap });
  assert.equal(preview(hostile), "an object that cannot be shown");
});

Deno.test("preview() writes nothing that a terminal acts on", () => {
  const text = preview("a\n\u001b[31m\u009b1m\u202eb");
  assert.equal(text, '"a\\n\\u001b[31m\\u009b1m\\u202eb" (string)');
  assert.equal(preview({ "a\nb": 1 }), '{ "a\\nb": 1 } (object)');
});

Deno.test("formatPath() writes a path as code would", () => {
  const path = ["order", "tags", 1, "a-b", "12", Symbol("s")];
  assert.equal(formatPath(path), 'order.tags[1]["a-b"][12][s]');
});

Deno.test("parseSite() reads the stacks of all engines", () => {
  const site = { file: "file:///app/a.ts", line: 3, column: 5 };
  assert.deepEqual(parseSite("Error: x\n    at f (file:///app/a.ts:3:5)\n    at g (b:1:1)"), site);
  assert.deepEqual(parseSite("Error\n    at file:///app/a.ts:3:5"), site);
  assert.deepEqual(parseSite("f@file:///app/a.ts:3:5\ng@b:1:1"), site);
  assert.deepEqual(parseSite("Error\n    at ext:core/x.js:1:1\n    at file:///app/a.ts:3:5"), site);
  assert.equal(parseSite(undefined), undefined);
});

Deno.test("className() answers with a text when a static member hides the name", () => {
  class Method {
    static name() {}
  }
  class Value {
    static name = 7;
  }
  for (const value of [new Method(), new Value()]) {
    assert.equal(className(value), "Object");
    assert.equal(preview(value), "{} (object)");
  }
});
