/**
 * What Deno does to classes with decorators, and should not. The limits of `implement` as a decorator
 * come from here. A test that fails says that a limit is gone.
 */
import assert from "node:assert/strict";

const folder = new URL("./testdata/decorator_lowering/", import.meta.url);

function load<M>(file: string): Promise<M> {
  return import(new URL(file, folder).href);
}

/** Fails when Deno does the right thing. */
function assertStillWrong(isRight: boolean, defect: string): void {
  const text = `Deno has fixed this: remove the limit from docs (decorator lowering, ${defect})`;
  assert.ok(!isRight, text);
}

Deno.test("@decorator (defect a) loses a class that has a class in a static field", async () => {
  type Fixture = typeof import("./testdata/decorator_lowering/class_in_static_field.ts");
  const { isWhole } = await load<Fixture>("class_in_static_field.ts");
  assertStillWrong(isWhole, "a: a class in a static field is taken for the decorated class");
});

Deno.test("@decorator (defect a) breaks the definition when a method is decorated as well", async () => {
  const file = "class_in_static_field_and_method.ts";
  const problem: unknown = await load(file).then(() => undefined, (error) => error);
  assertStillWrong(problem === undefined, "a: a class in a static field and a decorated method");
  assert.ok(problem instanceof TypeError);
});

Deno.test("@decorator (defect b) puts a static block off until the first new", async () => {
  type Fixture = typeof import("./testdata/decorator_lowering/static_block.ts");
  const { order } = await load<Fixture>("static_block.ts");
  assert.deepEqual(order.toSorted(), ["defined", "static block"]);
  assertStillWrong(order[0] === "static block", "b: a static block above a decorated field");
});

Deno.test("@decorator (defect c) never runs the initializers of a class with fields only", async () => {
  type Fixture = typeof import("./testdata/decorator_lowering/field_initializer.ts");
  const { order } = await load<Fixture>("field_initializer.ts");
  assert.ok(order.includes("created"));
  assertStillWrong(order.includes("initializer"), "c: addInitializer() of a field");
});

Deno.test("@decorator (defect d) gives a subclass metadata that inherits nothing", async () => {
  type Fixture = typeof import("./testdata/decorator_lowering/inherited_metadata.ts");
  const { result } = await load<Fixture>("inherited_metadata.ts");
  assert.deepEqual(result.names, ["second"]);
  assertStillWrong(result.inherits, "d: metadata of a subclass that decorates members only");
});

Deno.test("@decorator (defect e) leaves the old class behind the name inside a replaced one", async () => {
  type Fixture = typeof import("./testdata/decorator_lowering/replaced_class.ts");
  const { Replaced } = await load<Fixture>("replaced_class.ts");
  assertStillWrong(Replaced.self() === Replaced, "e: the inner name of a replaced class");
});

Deno.test("@decorator (defect f) is called from lines that its file does not have", async () => {
  type Fixture = typeof import("./testdata/decorator_lowering/stack_lines.ts");
  const { line } = await load<Fixture>("stack_lines.ts");
  const source = await Deno.readTextFile(new URL("stack_lines.ts", folder));
  assert.ok(line > 0, "the stack does not name a line");
  assertStillWrong(line <= source.split("\n").length, "f: stack lines of decorated classes");
});
