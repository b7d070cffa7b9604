import assert from "node:assert/strict";
import { ModuleScans } from "./module_scans.ts";
import { Shape, ShapeBase } from "./testdata/shape.ts";

Deno.test("Contract.base() takes no hooked base for a subclass when its module is scanned", async () => {
  const { First, Named, NamedBase, pair } = await import("./testdata/base_and_subclass.ts");
  await Named.settled();
  assert.deepEqual(Named.find(), [First]);
  const lines = Named.pending().map(({ site, count }) => [site?.line, count]);
  assert.deepEqual(lines, [[21, 1], [21, 1]]);
  for (const Class of pair) assert.equal(new Class().name("a"), "a");
  assert.deepEqual(Named.find(), [First, ...pair]);
  assert.deepEqual(Named.pending(), []);
  assert.equal(new NamedBase().name("a"), "a");
  assert.equal(Named.find().length, 3);
});

Deno.test("Contract.settled() does not wait for a module that waits for it", async () => {
  const { isEarly, SelfSettled } = await import("./testdata/self_settled.ts");
  assert.equal(isEarly, false);
  await Shape.settled();
  assert.ok(Shape.find().includes(SelfSettled));
});

Deno.test("Contract.base() registers classes of modules that import each other", async () => {
  const { CycleOne } = await import("./testdata/cycle_one.ts");
  const { CycleTwo } = await import("./testdata/cycle_two.js");
  await Shape.settled();
  for (const Class of [CycleOne, CycleTwo]) assert.ok(Shape.find().includes(Class), Class.name);
});

Deno.test("Contract.base() registers what a function of another module made when it is exported", async () => {
  const { Doubled } = await import("./testdata/made_by_factory.ts");
  await Shape.settled();
  assert.ok(Shape.find().includes(Doubled));
  assert.throws(() => new Doubled().area(-1), { className: "Scaled", blame: "caller" });
});

Deno.test("Contract.base() finds classes beside exports that cannot be looked at", async () => {
  const { BesideOddExports } = await import("./testdata/odd_exports.ts");
  await Shape.settled();
  assert.ok(Shape.find().includes(BesideOddExports));
});

Deno.test("Contract.base() imports nothing that evaluated code names", () => {
  const code = "return class Evaluated extends Base {}\n//# sourceURL=file:///nowhere/evil.ts";
  const Evaluated = new Function("Base", code)(ShapeBase);
  const [place] = Shape.pending().filter(({ module }) => module?.endsWith("/module_scans_test.ts"));
  assert.equal(place?.reason, "unseen");
  assert.ok(!Shape.pending().some(({ module }) => module?.includes("evil")));
  assert.equal(typeof Evaluated, "function");
});

Deno.test("ModuleScans() hands over a module again when it was asked again, once at a time", async () => {
  const modules: object[] = [];
  const scans = new ModuleScans((module) => modules.push(module));
  const url = import.meta.resolve("./testdata/shape.ts");
  for (const expected of [1, 2]) {
    scans.start(url);
    scans.start(url);
    await scans.settled();
    assert.equal(modules.length, expected);
  }
  assert.equal(Reflect.get(modules[0]!, "Shape"), Shape);
});
