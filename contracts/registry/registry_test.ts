import assert from "node:assert/strict";
import { Registry } from "../mod.ts";
import { refusal } from "./testdata/registry_error.ts";

class A {}
class B {}
class C {}

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

Deno.test("Registry.find() asks for all of several capabilities", () => {
  const registry = new Registry();
  registry.add({ contract: "c", class: A, capabilities: ["x", "y"] });
  registry.add({ contract: "c", class: B, capabilities: ["x", "z"] });
  registry.add({ contract: "c", class: C, capabilities: ["z", "y", "x"], version: "1.0.0" });
  const find = (capability: readonly string[]) => registry.find("c", { capability });
  assert.deepEqual(find([]), [C, A, B]);
  assert.deepEqual(find(["x"]), [C, A, B]);
  assert.deepEqual(find(["x", "y"]), [C, A]);
  assert.deepEqual(find(["x", "y", "z"]), [C]);
  assert.deepEqual(find(["x", "w"]), []);
  assert.equal(registry.get("c", { name: "A", capability: ["y", "x"] }), A);
  assert.ok(!registry.has("c", { name: "A", capability: ["y", "z"] }));
  assert.ok(!registry.has("c", { version: "^2", capability: ["y", "x"] }));
});

Deno.test("Registry.has() tells what get() would find", () => {
  const registry = new Registry();
  assert.ok(!registry.has("c"));
  registry.add({ contract: "c", class: A, version: "1.0.0" });
  assert.ok(registry.has("c"));
  assert.ok(registry.has("c", { version: "1.x" }));
  assert.ok(!registry.has("c", { version: "2.x" }));
  assert.ok(!registry.has("d", { version: "1.x" }));
});

Deno.test("Registry.get() says what is registered and what was probably meant", () => {
  const registry = new Registry();
  assert.equal(
    refusal("missing", () => registry.get("c")),
    'Cannot get an implementation of contract "c": ' +
      "nothing is registered for it, import the module that defines the class",
  );
  const site = () => ({ file: "file:///app/a.ts", line: 3, column: 5 });
  registry.add({ contract: "app.Job", class: A, version: "1.0.0", capabilities: ["push"], site });
  registry.addLazy({ contract: "app.Job", name: "Later", capabilities: ["pull"], load: never });
  const lines = (query: object) =>
    refusal("missing", () => registry.get("app.Job", query)).split("\n");
  assert.deepEqual(lines({ capability: ["psuh", "plul"] }).slice(0, 4), [
    'Cannot get an implementation of contract "app.Job" with capability "psuh" and "plul": ' +
    "none of the registered classes fits",
    '  hint: use capability "push"',
    '  hint: use capability "pull"',
    '  registered: "A@1.0.0" of "app.Job" (push) at a.ts:3:5',
  ]);
  assert.match(lines({ name: "Later", capability: "push" })[1]!, /^ {2}registered: /);
  assert.match(
    lines({ name: "Latr" }).join("\n"),
    /hint: use name "Later"\n.*\n {2}registered: "Later" of "app.Job" \(pull\), not loaded, at/,
  );
  assert.match(
    refusal("missing", () => registry.get("app.Jbo")),
    /hint: use contract "app\.Job"\n {2}registered: "A@1/,
  );
});

Deno.test("Registry.get() says which versions there are when only the version does not fit", () => {
  const registry = new Registry();
  registry.add({ contract: "c", class: A, version: "1.0.0" });
  registry.add({ contract: "c", class: A, version: "1.2.0-beta" });
  registry.add({ contract: "c", class: B, version: "3.0.0" });
  registry.add({ contract: "c", class: C });
  const reason = (query: object) =>
    refusal("missing", () => registry.get("c", query)).split("\n")[0]!.split(": ")[1];
  assert.equal(
    reason({ version: "^2", name: "A" }),
    "only the version does not fit, there is 1.2.0-beta, 1.0.0",
  );
  assert.equal(
    reason({ version: "^2", name: "C" }),
    "only the version does not fit, there is one without a version",
  );
  assert.equal(reason({ version: "^1", name: "D" }), "none of the registered classes fits");
  for (let minor = 0; minor < 30; minor++) {
    registry.add({ contract: "many", class: A, version: `1.${minor}.0` });
  }
  const message = refusal("missing", () => registry.get("many", { version: "2" }));
  assert.match(message, /1\.11\.0, 1\.10\.0 and 10 more\n/);
  assert.match(message, /\n {2}\.\.\. and 10 more$/);
});

Deno.test("Registry.get() refuses unknown conditions instead of ignoring them", () => {
  const registry = new Registry();
  registry.add({ contract: "c", class: A });
  const get = (query: unknown) => () => registry.get("c", query as never);
  assert.throws(get({ capabilty: "x" }), /use "capability"/);
  assert.throws(get({ nam: undefined }), /use "name"/);
  assert.throws(get("A"), /"query" must be an object/);
  assert.throws(get(null), /"query" must be an object: current value is null/);
  assert.throws(get({ name: 5 }), /"name" must be a non-empty string/);
  assert.throws(get({ capability: [5] }), /"capability" must be a non-empty string or an array/);
  assert.throws(() => registry.get("d", { version: "latest" }), { name: "SyntaxError" });
  assert.throws(() => registry.find("d", { version: "latest" }), { name: "SyntaxError" });
  assert.throws(() => registry.has("c", { name: "x", version: "y" }), { name: "SyntaxError" });
  assert.throws(() => registry.get("c", { version: 1 } as never), { name: "TypeError" });
});

Deno.test("Registry.add() returns a handle that removes the class once", () => {
  const registry = new Registry();
  {
    using _a = registry.add({ contract: "c", class: A });
    const none = { lazy: 0, listeners: 0, listenerErrors: 0 };
    assert.deepEqual(registry.stats(), { contracts: 1, classes: 1, ...none });
  }
  assert.deepEqual([registry.stats().contracts, registry.stats().classes], [0, 0]);
  registry.add({ contract: "c", class: B });
  const first = registry.add({ contract: "c", class: A });
  first[Symbol.dispose]();
  registry.add({ contract: "c", class: A });
  first[Symbol.dispose]();
  assert.deepEqual(registry.find("c"), [B, A]);
});

Deno.test("Registry.add() keeps lookups right between changes", () => {
  const registry = new Registry();
  registry.add({ contract: "c", class: A, version: "2.0.0", capabilities: ["x"] });
  assert.deepEqual(registry.find("c", { version: ">=1" }), [A]);
  const b = registry.add({ contract: "c", class: B, version: "3.0.0", capabilities: ["x"] });
  registry.add({ contract: "c", class: C, version: "1.0.0", capabilities: ["y"] });
  assert.deepEqual(registry.find("c", { version: ">=1" }), [B, A, C]);
  assert.deepEqual(registry.find("c", { capability: "x", version: ">=1" }), [B, A]);
  b[Symbol.dispose]();
  assert.deepEqual(registry.find("c", { version: ">=1" }), [A, C]);
  assert.deepEqual(registry.find("c", { name: "B" }), []);
  assert.deepEqual(registry.find("c", { capability: "x" }), [A]);
});

Deno.test("Registry.add() refuses additions that are not one", () => {
  const registry = new Registry();
  const add = (addition: unknown) => () => registry.add(addition as never);
  assert.throws(add(undefined), /"addition" must be an object: current value is null/);
  assert.throws(add({ contract: "c", class: 1 }), /"class" must be a function/);
  assert.throws(add({ contract: "c", class: A, version: "1" }), /"version" must be a semantic/);
  assert.throws(add({ contract: "c", class: A, capabilities: "x" }), /"capabilities" must be an/);
  assert.throws(add({ contract: "c", class: A, site: 1 }), /"site" must be a function/);
  assert.throws(
    add({ contract: "c", class: (() => class {})() }),
    /"name" must be a non-empty string/,
  );
  assert.throws(
    () => registry.add({ contract: "c", class: A }, { onDuplicat: "keep" } as never),
    /use "onDuplicate"/,
  );
  assert.deepEqual([...registry], []);
});

Deno.test("Registry yields its entries as frozen data, with the place of add()", () => {
  const registry = new Registry();
  registry.add({ contract: "c", class: A, capabilities: ["x"] });
  const [entry] = [...registry];
  assert.ok(Object.isFrozen(entry) && Object.isFrozen(entry?.capabilities));
  assert.deepEqual([entry?.name, entry?.loaded, entry?.class], ["A", true, A]);
  assert.match(entry?.site?.file ?? "", /registry_test\.ts$/);
});

Deno.test("Registry yields what stood when it was asked", () => {
  const registry = new Registry();
  registry.add({ contract: "c", class: A });
  registry.add({ contract: "d", class: B });
  const names: string[] = [];
  for (const { contract, name } of registry) {
    names.push(`${contract} ${name}`);
    registry.add({ contract, class: C, name: `${name}2` });
  }
  assert.deepEqual(names, ["c A", "d B"]);
  assert.equal([...registry].length, 4);
});

function never(): Promise<never> {
  return assert.fail("must not be loaded");
}
