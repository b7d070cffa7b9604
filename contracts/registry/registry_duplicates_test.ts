import assert from "node:assert/strict";
import { type DuplicateChoice, Registry, type RegistryEntry } from "../mod.ts";
import { refusal } from "./testdata/registry_error.ts";

class A {}
class B {}
class C {}
class D {}

const of = (constructor: new () => object) => ({ contract: "c", class: constructor, name: "n" });
const replace = { onDuplicate: "replace" } as const;

Deno.test("Registry.add() throws on a second class of the same name by default", () => {
  const registry = new Registry();
  registry.add(of(A));
  registry.add(of(A));
  registry.add({ ...of(B), version: "1.0.0" });
  registry.add({ ...of(B), contract: "d" });
  const message = refusal("duplicate", () => registry.add(of(B)));
  const [first, ...sites] = message.split("\n");
  assert.equal(
    first,
    'Cannot register class "B" as the name is taken: ' +
      "give it another name or version, or dispose the first",
  );
  const place = String.raw`registry_duplicates_test\.ts:\d+:\d+$`;
  assert.match(sites[0]!, new RegExp(`^  taken by: {3}"n" of "c" at ${place}`));
  assert.match(sites[1]!, new RegExp(`^  refused: {4}"n" of "c" at ${place}`));
  assert.notEqual(sites[0]!.split(" at ")[1], sites[1]!.split(" at ")[1]);
});

Deno.test("Registry.add() replaces or keeps the first class when told so", () => {
  for (const [onDuplicate, kept] of [["replace", B], ["keep", A]] as const) {
    const registry = new Registry({ onDuplicate });
    registry.add(of(A));
    registry.add(of(B));
    assert.deepEqual(registry.find("c"), [kept]);
    const other = new Registry();
    other.add(of(A));
    other.add(of(B), { onDuplicate });
    assert.deepEqual(other.find("c"), [kept]);
    assert.throws(() => other.add(of(C)), { reason: "duplicate" });
  }
  assert.throws(() => new Registry({ onDuplicate: "x" as never }), {
    name: "TypeError",
    message: 'Cannot create a registry as "onDuplicate" must be "throw", "replace" or "keep", ' +
      'or a function: current value is "x"',
  });
  const add = () => new Registry().add(of(A), { onDuplicate: 1 as never });
  assert.throws(add, /^TypeError: Cannot register a class as "onDuplicate" must be/);
});

Deno.test("Registry.add() asks a function which of two entries is to stand", () => {
  const asked: string[] = [];
  let choice: DuplicateChoice = "keep";
  const onDuplicate = (existing: RegistryEntry, added: RegistryEntry) => {
    asked.push(`${existing.class?.name} ${added.class?.name}`);
    return choice;
  };
  const registry = new Registry({ onDuplicate });
  registry.add(of(A));
  registry.add(of(B));
  assert.deepEqual(registry.find("c"), [A]);
  choice = "replace";
  registry.add(of(C));
  assert.deepEqual(registry.find("c"), [C]);
  choice = "throw";
  assert.throws(() => registry.add(of(D)), { reason: "duplicate" });
  choice = "replcae" as never;
  assert.throws(() => registry.add(of(D)), {
    name: "TypeError",
    message: 'Cannot register "n" as "onDuplicate" must answer "throw", "replace" or "keep"',
  });
  assert.deepEqual(asked, ["A B", "A C", "C D", "C D"]);
  assert.deepEqual(registry.find("c"), [C]);
});

Deno.test("Registry.add() lets a class come back when what replaced it is disposed", () => {
  const registry = new Registry();
  registry.add({ contract: "c", class: D, name: "before" });
  registry.add(of(A));
  registry.add({ contract: "c", class: D, name: "after" });
  {
    using _ = registry.add({ ...of(B), capabilities: ["fake"] }, replace);
    assert.deepEqual(registry.find("c"), [D, B, D], "in the place of the other");
    assert.deepEqual(registry.find("c", { capability: "fake" }), [B]);
  }
  assert.deepEqual(registry.find("c"), [D, A, D]);
  assert.deepEqual(registry.find("c", { capability: "fake" }), []);
});

Deno.test("Registry.add() shows the last of several replacements that is not disposed", () => {
  const classes = [A, B, C, D];
  const orders = permutations([0, 1, 2, 3]);
  assert.equal(orders.length, 24);
  for (const order of orders) {
    const registry = new Registry();
    const handles = classes.map((each) => registry.add(of(each), replace));
    const left = new Set(classes);
    for (const index of order) {
      assert.deepEqual(registry.find("c"), [...left].slice(-1), String(order));
      handles[index]![Symbol.dispose]();
      left.delete(classes[index]!);
    }
    assert.deepEqual(registry.find("c"), []);
    for (const handle of handles) handle[Symbol.dispose]();
    assert.equal(registry.stats().contracts, 0);
  }
});

Deno.test("Registry.add() takes a replaced class that comes again as the newest", () => {
  const registry = new Registry({ onDuplicate: "replace" });
  using _a = registry.add(of(A));
  using _b = registry.add(of(B));
  {
    using _again = registry.add(of(A));
    assert.deepEqual(registry.find("c"), [A]);
  }
  assert.deepEqual(registry.find("c"), [B]);
});

function permutations(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) =>
    permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest])
  );
}
