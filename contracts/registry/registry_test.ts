import assert from "node:assert/strict";
import { Registry, RegistryError } from "../mod.ts";

class A {}
class B {}
class C {}

function miss(body: () => unknown): string {
  try {
    body();
  } catch (error) {
    assert.ok(error instanceof RegistryError, String(error));
    return error.message;
  }
  return assert.fail("did not throw");
}

Deno.test("Registry.get() returns the highest version, then the first registered", () => {
  const registry = new Registry();
  registry.add({ contract: "c", class: A, version: "1.0.0", capabilities: ["x"] });
  registry.add({ contract: "c", class: B, version: "1.10.0", capabilities: ["x", "y"] });
  registry.add({ contract: "c", class: C, version: "1.10.0", capabilities: ["x", "x"] });
  assert.equal(registry.get("c"), B);
  assert.deepEqual(registry.find("c", { capability: "x" }), [B, C, A]);
  assert.equal(registry.get("c", { name: "C", capability: "x" }), C);
  assert.equal(registry.get("c", { version: "~1.0" }), A);
  assert.deepEqual(registry.find("c", { name: "C", capability: "y" }), []);
  assert.deepEqual(registry.find("c", { capability: "z" }), []);
  assert.deepEqual(registry.find("d"), []);
});

Deno.test("Registry.get() says what is registered and what was probably meant", () => {
  const registry = new Registry();
  assert.equal(
    miss(() => registry.get("c")),
    'Cannot get an implementation of contract "c": ' +
      "nothing is registered for it, import the module that defines the class",
  );
  const site = () => ({ file: "file:///app/a.ts", line: 3, column: 5 });
  registry.add({ contract: "app.Job", class: A, version: "1.0.0", capabilities: ["push"], site });
  assert.deepEqual(miss(() => registry.get("app.Job", { capability: "psuh" })).split("\n"), [
    'Cannot get an implementation of contract "app.Job" with capability "psuh": ' +
    "none of the registered classes fits",
    '  hint: use capability "push"',
    '  registered: "A@1.0.0" of "app.Job" (push) at a.ts:3:5',
  ]);
  assert.match(miss(() => registry.get("app.Jbo")), /hint: use contract "app\.Job"/);
  assert.match(miss(() => registry.get("app.Job", { version: "^2" })), /with version "\^2": none/);
});

Deno.test("Registry.get() refuses unknown conditions instead of ignoring them", () => {
  const registry = new Registry();
  assert.throws(() => registry.get("c", { capabilty: "x" } as never), /use "capability"/);
});

Deno.test("Registry.add() returns a handle that removes the class once", () => {
  const registry = new Registry();
  {
    using _a = registry.add({ contract: "c", class: A });
    assert.deepEqual(registry.stats(), { contracts: 1, classes: 1 });
  }
  assert.deepEqual(registry.stats(), { contracts: 0, classes: 0 });
  registry.add({ contract: "c", class: B });
  const first = registry.add({ contract: "c", class: A });
  first[Symbol.dispose]();
  registry.add({ contract: "c", class: A });
  first[Symbol.dispose]();
  assert.deepEqual(registry.find("c"), [B, A]);
});

Deno.test("Registry.add() throws on a second class of the same name by default", () => {
  const registry = new Registry();
  registry.add({ contract: "c", class: A, name: "n" });
  registry.add({ contract: "c", class: A, name: "n" });
  registry.add({ contract: "c", class: B, name: "n", version: "1.0.0" });
  registry.add({ contract: "d", class: B, name: "n" });
  const message = miss(() => registry.add({ contract: "c", class: B, name: "n" }));
  assert.match(message, /^Cannot register class "B" as the name is taken/);
  assert.match(message, /taken by: {3}"n" of "c"\n {2}refused: {4}"n" of "c"/);
});

Deno.test("Registry.add() replaces or keeps the first class when told so", () => {
  for (const [onDuplicate, kept] of [["replace", B], ["keep", A]] as const) {
    const registry = new Registry({ onDuplicate });
    registry.add({ contract: "c", class: A, name: "n" });
    registry.add({ contract: "c", class: B, name: "n" });
    assert.deepEqual(registry.find("c"), [kept]);
  }
  assert.throws(() => new Registry({ onDuplicate: "x" as never }), /"onDuplicate" must be "throw"/);
});

Deno.test("Registry.add() refuses additions that are not one", () => {
  const registry = new Registry();
  const add = (addition: unknown) => () => registry.add(addition as never);
  assert.throws(add({ contract: "c", class: 1 }), /"class" must be a function/);
  assert.throws(add({ contract: "c", class: A, version: "1" }), /"version" must be a semantic/);
  assert.throws(add({ contract: "c", class: A, capabilities: "x" }), /"capabilities" must be an/);
  assert.throws(
    add({ contract: "c", class: (() => class {})() }),
    /"name" must be a non-empty string/,
  );
});

Deno.test("Registry yields its entries as frozen data", () => {
  const registry = new Registry();
  registry.add({ contract: "c", class: A, capabilities: ["x"] });
  const [entry] = [...registry];
  assert.ok(Object.isFrozen(entry) && Object.isFrozen(entry?.capabilities));
  assert.equal(entry?.name, "A");
});
