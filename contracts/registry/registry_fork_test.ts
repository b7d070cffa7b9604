import assert from "node:assert/strict";
import { Registry } from "../mod.ts";
import { refusal, rejection } from "./testdata/registry_error.ts";

class A {}
class B {}
class C {}

Deno.test("Registry.fork() sees its own entries in front of those of its parent", () => {
  const registry = new Registry();
  registry.add({ contract: "c", class: A, version: "1.0.0", capabilities: ["x"] });
  registry.add({ contract: "c", class: B, name: "b", version: "2.0.0" });
  using fork = registry.fork();
  fork.add({ contract: "c", class: C, name: "A", version: "1.0.0", capabilities: ["y"] });
  assert.deepEqual(fork.find("c"), [B, C]);
  assert.equal(fork.get("c", { name: "A" }), C);
  assert.equal(fork.get("c", { version: "^1" }), C);
  assert.deepEqual(fork.find("c", { capability: "x" }), [], "hidden is hidden in every lookup");
  assert.ok(!fork.has("c", { capability: "x" }));
  assert.deepEqual(registry.find("c"), [B, A]);
  assert.deepEqual([...fork].map((entry) => entry.class), [B, C]);
  assert.deepEqual([fork.stats().contracts, fork.stats().classes], [1, 2]);
});

Deno.test("Registry.fork() puts its own before equal versions of its parent", () => {
  const registry = new Registry();
  registry.add({ contract: "c", class: A });
  using fork = registry.fork();
  fork.add({ contract: "c", class: B });
  fork.add({ contract: "d", class: B });
  assert.equal(fork.get("c"), B);
  assert.deepEqual(fork.find("c"), [B, A]);
  registry.add({ contract: "c", class: C, version: "0.0.1" });
  assert.equal(fork.get("c"), C);
  assert.deepEqual(fork.find("c"), [C, B, A]);
  assert.deepEqual(registry.find("d"), []);
});

Deno.test("Registry.fork() sees what its parent adds and removes later", () => {
  const registry = new Registry();
  using fork = registry.fork();
  assert.equal(fork.has("c"), false);
  const handle = registry.add({ contract: "c", class: A });
  assert.equal(fork.get("c"), A);
  handle[Symbol.dispose]();
  assert.match(
    refusal("missing", () => fork.get("c")),
    /nothing is registered for it/,
  );
});

Deno.test("Registry.fork() takes the policy of its parent unless it is given another", () => {
  const registry = new Registry();
  using fork = registry.fork();
  using lenient = registry.fork({ onDuplicate: "keep" });
  for (const each of [fork, lenient]) each.add({ contract: "c", class: A, name: "n" });
  assert.throws(() => fork.add({ contract: "c", class: B, name: "n" }), { reason: "duplicate" });
  lenient.add({ contract: "c", class: B, name: "n" });
  assert.equal(lenient.get("c"), A);
  using inner = lenient.fork();
  inner.add({ contract: "c", class: B, name: "n" });
  inner.add({ contract: "c", class: C, name: "n" });
  assert.equal(inner.get("c"), B);
  assert.throws(() => registry.fork({ onDuplicat: "keep" } as never), /use "onDuplicate"/);
});

Deno.test("Registry.fork() follows the mode of its parent unless it has its own", () => {
  const registry = new Registry({ mode: "report" });
  using fork = registry.fork();
  using strict = registry.fork({ mode: "enforce" });
  assert.deepEqual([fork.mode, strict.mode], ["report", "enforce"]);
  registry.setMode("off");
  assert.deepEqual([fork.mode, strict.mode], ["off", "enforce"]);
  fork.setMode("enforce");
  assert.equal(registry.mode, "off");
});

Deno.test("Registry.fork() forks again", () => {
  const registry = new Registry();
  registry.add({ contract: "c", class: A, name: "n" });
  const middle = registry.fork();
  using top = middle.fork();
  middle.add({ contract: "c", class: B, name: "n" });
  assert.deepEqual(top.find("c"), [B]);
  {
    using _ = top.add({ contract: "c", class: C, name: "n" });
    assert.deepEqual([top.get("c"), middle.get("c"), registry.get("c")], [C, B, A]);
  }
  top.add({ contract: "c", class: C, name: "own" });
  assert.deepEqual(top.find("c"), [C, B]);
  middle[Symbol.dispose]();
  assert.deepEqual(top.find("c"), [C], "a disposed registry shows nothing to its forks");
  assert.deepEqual(registry.find("c"), [A]);
});

Deno.test("Registry[Symbol.dispose]() leaves no entries and no listener on the parent", () => {
  const registry = new Registry();
  registry.add({ contract: "c", class: A });
  const fork = registry.fork();
  const heard: string[] = [];
  const listen = (name: string) => ({ type }: { type: string }) => void heard.push(name + type);
  fork.onRegister(listen("fork "));
  using inner = fork.fork();
  inner.onRegister(listen("inner "));
  const handle = fork.add({ contract: "c", class: B });
  assert.equal(registry.stats().listeners, 2);
  heard.length = 0;
  fork[Symbol.dispose]();
  assert.equal(registry.stats().listeners, 0);
  assert.deepEqual(fork.stats(), {
    contracts: 0,
    classes: 0,
    lazy: 0,
    listeners: 0,
    listenerErrors: 0,
  });
  assert.deepEqual(heard, [
    "fork removed",
    "inner removed",
    "fork removed",
    "inner removed",
  ]);
  fork[Symbol.dispose]();
  handle[Symbol.dispose]();
  registry.add({ contract: "d", class: C });
  inner.onRegister(listen("late "));
  registry.add({ contract: "e", class: C });
  assert.equal(heard.length, 4, "nothing comes through a disposed registry");
  assert.equal(registry.stats().listeners, 0);
});

Deno.test("Registry refuses everything but stats() when it is disposed", async () => {
  const registry = new Registry();
  registry[Symbol.dispose]();
  const load = () => Promise.resolve(A);
  const uses: Record<string, () => unknown> = {
    "register a class": () => registry.add({ contract: "c", class: A }),
    "register a lazy entry": () => registry.addLazy({ contract: "c", name: "n", load }),
    "look up a class": () => registry.get("c"),
    "look up a class ": () => registry.has("c"),
    "look up a class  ": () => registry.find("c"),
    "listen to a registry": () => registry.onRegister(() => {}),
    "fork a registry": () => registry.fork(),
    "list the classes": () => [...registry],
  };
  for (const [action, use] of Object.entries(uses)) {
    const message = `Cannot ${action.trim()} as the registry is disposed`;
    assert.equal(refusal("disposed", use), message);
  }
  const message = "Cannot discover classes as the registry is disposed";
  assert.equal(await rejection("disposed", registry.discover([])), message);
  await rejection("disposed", registry.load("c"));
});

Deno.test("Registry.fork() sees nothing behind a registry that is disposed", () => {
  const registry = new Registry();
  registry.add({ contract: "c", class: A });
  const fork = registry.fork();
  using inner = fork.fork();
  assert.equal(inner.get("c"), A);
  fork[Symbol.dispose]();
  assert.ok(!inner.has("c"));
  assert.deepEqual([inner.find("c"), [...inner]], [[], []]);
  refusal("missing", () => inner.get("c"));
});
