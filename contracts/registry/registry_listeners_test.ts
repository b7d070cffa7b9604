import assert from "node:assert/strict";
import { Registry, type RegistryEntry, type RegistryEvent } from "../mod.ts";

class A {}
class B {}
class C {}

const n = { contract: "c", name: "n" };

/** Writes down what a listener hears: `+A -B`. */
function log(): { readonly heard: string[]; readonly listener: (event: RegistryEvent) => void } {
  const heard: string[] = [];
  return { heard, listener: (event) => void heard.push(show(event)) };
}

function show({ type, entry }: RegistryEvent): string {
  return `${type === "added" ? "+" : "-"}${entry.class?.name ?? entry.name}`;
}

Deno.test("Registry.onRegister() tells of what comes and what goes", () => {
  const registry = new Registry();
  registry.add({ contract: "c", class: A });
  const { heard, listener } = log();
  const subscription = registry.onRegister(listener);
  const handle = registry.add({ contract: "c", class: B });
  registry.add({ contract: "c", class: B });
  handle[Symbol.dispose]();
  handle[Symbol.dispose]();
  subscription[Symbol.dispose]();
  registry.add({ contract: "c", class: C });
  assert.deepEqual(heard, ["+B", "-B"]);
  assert.equal(registry.stats().listeners, 0);
});

Deno.test("Registry.onRegister() replays what stands, before what comes", () => {
  const registry = new Registry();
  registry.add({ contract: "c", class: A, version: "1.0.0" });
  registry.add({ contract: "c", class: B, version: "2.0.0" });
  const { heard, listener } = log();
  using _ = registry.onRegister(listener, { replay: true });
  assert.deepEqual(heard, ["+B", "+A"]);
  registry.add({ contract: "d", class: C });
  assert.deepEqual(heard, ["+B", "+A", "+C"]);
});

Deno.test("Registry.onRegister() tells of a replacement as one going and one coming", () => {
  const registry = new Registry({ onDuplicate: "replace" });
  const { heard, listener } = log();
  using _ = registry.onRegister(listener);
  const a = registry.add({ ...n, class: A });
  const b = registry.add({ ...n, class: B });
  registry.add({ ...n, class: C })[Symbol.dispose]();
  a[Symbol.dispose]();
  b[Symbol.dispose]();
  assert.deepEqual(heard, ["+A", "-A", "+B", "-B", "+C", "-C", "+B", "-B"]);
});

Deno.test("Registry.onRegister() calls when the entry stands, with frozen events", () => {
  const registry = new Registry();
  const found: unknown[] = [];
  using _ = registry.onRegister((event) => {
    assert.ok(Object.isFrozen(event));
    found.push(registry.has("c", { name: event.entry.name }));
  });
  registry.add({ contract: "c", class: A })[Symbol.dispose]();
  assert.deepEqual(found, [true, false]);
  assert.equal(registry.stats().listenerErrors, 0);
});

Deno.test("Registry.onRegister() counts errors of listeners, and others hear all the same", async () => {
  const registry = new Registry();
  const { heard, listener } = log();
  using _first = registry.onRegister(() => {
    throw new Error("of a listener");
  });
  using _second = registry.onRegister(listener);
  using _third = registry.onRegister(() => Promise.reject(new Error("later")));
  const handle = registry.add({ contract: "c", class: A });
  assert.equal(registry.get("c"), A);
  handle[Symbol.dispose]();
  await null;
  assert.deepEqual(heard, ["+A", "-A"]);
  assert.equal(registry.stats().listenerErrors, 4);
});

Deno.test("Registry.onRegister() tells all listeners in one order when one of them adds", () => {
  const registry = new Registry();
  const [first, second] = [log(), log()];
  using _first = registry.onRegister(({ type, entry }) => {
    first.heard.push(show({ type, entry }));
    if (entry.class !== A || type === "removed") return;
    registry.add({ contract: "c", class: B });
    c[Symbol.dispose]();
  });
  using _second = registry.onRegister(second.listener);
  const c = registry.add({ contract: "c", class: C });
  registry.add({ contract: "c", class: A });
  assert.deepEqual(first.heard, ["+C", "+A", "+B", "-C"]);
  assert.deepEqual(second.heard, first.heard);
});

Deno.test("Registry.onRegister() tells nothing more to a listener that is gone", () => {
  const registry = new Registry();
  const { heard, listener } = log();
  using _first = registry.onRegister(() => second[Symbol.dispose]());
  const second = registry.onRegister(listener);
  registry.add({ contract: "c", class: A });
  assert.deepEqual(heard, []);
});

Deno.test("Registry.onRegister() tells a listener made by a listener what is after it", () => {
  const registry = new Registry();
  const { heard, listener } = log();
  using inner = new DisposableStack();
  using _ = registry.onRegister(({ entry }) => {
    if (entry.class !== A) return;
    registry.add({ contract: "c", class: B });
    inner.use(registry.onRegister(listener, { replay: true }));
    registry.add({ contract: "c", class: C });
  });
  registry.add({ contract: "c", class: A });
  assert.deepEqual(heard, ["+A", "+B", "+C"]);
});

Deno.test("Registry.onRegister() tells in a fork what the fork sees", () => {
  const registry = new Registry();
  const hidden = registry.add({ ...n, class: A });
  using fork = registry.fork();
  const { heard, listener } = log();
  using _ = fork.onRegister(listener);
  const own = fork.add({ ...n, class: B });
  hidden[Symbol.dispose]();
  registry.add({ ...n, class: C });
  registry.add({ contract: "d", class: A });
  own[Symbol.dispose]();
  assert.deepEqual(heard, ["-A", "+B", "+A", "-B", "+C"]);
  registry[Symbol.dispose]();
  assert.deepEqual(heard.slice(5), ["-C", "-A"]);
});

Deno.test("Registry.onRegister() refuses what is no listener", () => {
  const registry = new Registry();
  assert.throws(
    () => registry.onRegister({} as never),
    /Cannot listen to a registry as "listener" must be a function/,
  );
  assert.throws(() => registry.onRegister(() => {}, { replya: true } as never), /use "replay"/);
});

Deno.test("Registry.onRegister() says the same as the registry yields", () => {
  const registry = new Registry({ onDuplicate: "replace" });
  const seen = new Set<RegistryEntry>();
  using _ = registry.onRegister(({ type, entry }) => {
    if (type === "added") assert.ok(!seen.has(entry) && seen.add(entry));
    else assert.ok(seen.delete(entry));
  });
  using _a = registry.add({ ...n, class: A });
  registry.addLazy({ contract: "c", name: "later", load: () => Promise.resolve(C) });
  {
    using _b = registry.add({ ...n, class: B });
    assert.deepEqual([...seen].sort(byName), [...registry].sort(byName));
  }
  assert.deepEqual([...seen].sort(byName), [...registry].sort(byName));
  assert.equal(registry.stats().listenerErrors, 0);
});

function byName(a: RegistryEntry, b: RegistryEntry): number {
  return a.name < b.name ? -1 : 1;
}
