import assert from "node:assert/strict";
import { contract, Registry } from "../mod.ts";
import { refusal, rejection } from "./testdata/registry_error.ts";

class Push {}
class Pull {}

const push = { contract: "app.Handler", name: "Push" };

/** A module that a lazy entry loads: counts how often, and registers what it is told to. */
function moduleOf(
  evaluate: () => unknown,
): { readonly load: () => Promise<unknown>; loads: number } {
  const module = {
    loads: 0,
    load: async () => {
      module.loads++;
      await null;
      return evaluate();
    },
  };
  return module;
}

Deno.test("Registry.addLazy() stands in lookups without loading", () => {
  const registry = new Registry();
  const module = moduleOf(() => Push);
  registry.add({ contract: "app.Handler", class: Pull, version: "1.0.0" });
  const { load } = module;
  using _ = registry.addLazy({ ...push, version: "2.0.0", capabilities: ["push"], load });
  assert.ok(registry.has("app.Handler", { capability: "push" }));
  assert.deepEqual(registry.find("app.Handler"), [Pull]);
  assert.equal(registry.get("app.Handler", { version: "^1" }), Pull);
  const entries = [...registry].map(({ name, loaded, class: each }) => ({ name, loaded, each }));
  assert.deepEqual(entries, [
    { name: "Push", loaded: false, each: undefined },
    { name: "Pull", loaded: true, each: Pull },
  ]);
  assert.deepEqual([registry.stats().classes, registry.stats().lazy], [1, 1]);
  const lines = refusal("unloaded", () => registry.get("app.Handler", { version: ">=1" }));
  assert.equal(
    lines.split(" at ")[0],
    'Cannot get an implementation of contract "app.Handler" with version ">=1" as its module ' +
      'is not loaded: await load("app.Handler", { version: ">=1" }) first\n' +
      '  unloaded:   "Push@2.0.0" of "app.Handler" (push), not loaded,',
  );
  assert.match(lines, /registry_lazy_test\.ts:\d+:\d+$/);
  assert.equal(module.loads, 0);
});

Deno.test("Registry.load() puts the class where the lazy entry stood, once", async () => {
  const registry = new Registry();
  const module = moduleOf(() => ({ Push, helper: function () {}, count: 1, again: Push }));
  const handle = registry.addLazy({ ...push, capabilities: ["push"], load: module.load });
  const load = () => registry.load("app.Handler", { capability: "push" });
  assert.deepEqual(await Promise.all([load(), load(), load()]), [Push, Push, Push]);
  assert.equal(await load(), Push);
  assert.equal(module.loads, 1);
  const [entry] = [...registry];
  assert.deepEqual([entry?.loaded, entry?.class, entry?.name], [true, Push, "Push"]);
  assert.deepEqual(entry?.capabilities, ["push"]);
  handle[Symbol.dispose]();
  assert.deepEqual([...registry], []);
});

Deno.test("Registry.load() lets a class that registers itself take the place", async () => {
  for (const version of [undefined, "1.2.0"]) {
    const Handler = contract<{ handle(): void }>("app.Handler", {
      version: "1.2.0",
      members: { handle: { params: [] } },
    });
    const { registry } = Handler;
    const module = moduleOf(() => {
      class Late {
        static {
          Handler.implement(this);
        }
        handle() {}
      }
      return version === undefined ? { Late, Other: class {} } : undefined;
    });
    const promise = { ...push, name: "Late", ...version !== undefined && { version } };
    const handle = registry.addLazy({ ...promise, load: module.load });
    const Late = await registry.load("app.Handler", { name: "Late" });
    assert.equal(Late.name, "Late");
    assert.deepEqual([...registry].map((entry) => entry.class), [Late]);
    handle[Symbol.dispose]();
    assert.equal(Handler.get(), Late, "stays, as it registered itself");
  }
});

Deno.test("Registry.addLazy() gives way to a class of its name and version, whichever is first", () => {
  const load = () => assert.fail("must not be loaded");
  const first = new Registry();
  using lazy = first.addLazy({ ...push, load });
  const handle = first.add({ ...push, class: Push });
  assert.equal(first.get("app.Handler"), Push);
  handle[Symbol.dispose]();
  assert.throws(() => first.get("app.Handler"), { reason: "unloaded" });
  lazy[Symbol.dispose]();
  assert.ok(!first.has("app.Handler"));

  const second = new Registry();
  second.add({ ...push, class: Push });
  second.addLazy({ ...push, load })[Symbol.dispose]();
  assert.deepEqual(second.find("app.Handler"), [Push]);
  assert.equal(second.stats().lazy, 0);
  using _ = second.addLazy({ ...push, load }, { onDuplicate: "replace" });
  assert.throws(() => second.get("app.Handler"), { reason: "unloaded" });
});

Deno.test("Registry.addLazy() throws on a second lazy entry of the same name by default", () => {
  const registry = new Registry();
  const load = () => Promise.resolve(Push);
  registry.addLazy({ ...push, load });
  const message = refusal("duplicate", () => registry.addLazy({ ...push, load }));
  assert.match(message, /^Cannot register lazy entry "Push" as the name is taken: give it/);
  assert.match(message, /taken by: {3}"Push" of "app\.Handler", not loaded, at registry_lazy_test/);
  const add = (addition: unknown) => () => registry.addLazy(addition as never);
  assert.throws(add(undefined), /Cannot register a lazy entry as "addition" must be an object/);
  assert.throws(add({ ...push, load: "./push.ts" }), /"load" must be a function/);
  assert.throws(add({ contract: "c", load }), /"name" must be a non-empty string/);
});

Deno.test("Registry.load() rejects with the cause when the module fails, and tries again", async () => {
  const registry = new Registry();
  const cause = new Error("no network");
  let isBroken = true;
  const module = moduleOf(() => {
    registry.add({ ...push, class: Push });
    if (isBroken) throw cause;
  });
  registry.addLazy({ ...push, load: module.load });
  const both = await Promise.allSettled([
    registry.load("app.Handler"),
    registry.load("app.Handler"),
  ]);
  assert.deepEqual(both.map(({ status }) => status), ["rejected", "rejected"]);
  assert.equal(module.loads, 1);
  await assert.rejects(registry.load("app.Handler"), { reason: "load_failed", cause });
  assert.match(
    await rejection("load_failed", registry.load("app.Handler")),
    /^Cannot load "Push" of "app\.Handler", not loaded, at .* as its module fails: Error: no netw/,
  );
  assert.deepEqual(registry.find("app.Handler"), [], "what a broken module registered is removed");
  isBroken = false;
  assert.equal(await registry.load("app.Handler"), Push);
  assert.equal(module.loads, 4);
});

Deno.test("Registry.load() leaves alone what stood before a module failed", async () => {
  const registry = new Registry();
  registry.add({ ...push, class: Pull, version: "1.0.0" });
  let isBroken = true;
  const { load } = moduleOf(() => {
    registry.add({ ...push, contract: "app.Other", class: Pull });
    if (isBroken) throw new Error("broken");
    return Push;
  });
  registry.addLazy({ ...push, capabilities: ["push"], load });
  const query = { capability: "push" };
  await rejection("load_failed", registry.load("app.Handler", query));
  assert.deepEqual([...registry].map((entry) => entry.contract), [
    "app.Handler",
    "app.Handler",
    "app.Other",
  ]);
  isBroken = false;
  assert.equal(await registry.load("app.Handler", query), Push, "and not what has its name");
});

Deno.test("Registry.load() rejects a class that is not what was promised", async () => {
  const cases: [expected: RegExp, evaluate: (registry: Registry) => unknown][] = [
    [/another class was registered than was promised\n {2}registered: "Push@2\.0\.0" of/, (r) => {
      r.add({ ...push, class: Push, version: "2.0.0" });
      return { Push };
    }],
    [/than was promised\n {2}registered: "Psuh@1\.0\.0" of/, (r) => {
      r.add({ contract: "app.Handler", name: "Psuh", class: Push, version: "1.0.0" });
      return Push;
    }],
    [/than was promised\n {2}registered: "Push@1\.0\.0" of "app.Handler" \(pull\) at/, (r) => {
      r.add({ ...push, class: Push, version: "1.0.0", capabilities: ["pull"] });
    }],
    [/: no class was registered or handed over: let its static block register it, or/, () => 1],
    [/: no class was registered or handed over/, () => ({ helper: function () {}, Push: "Push" })],
    [/several classes are exported \(Push, Pull\) and none/, () => ({ Push, Pull })],
  ];
  for (const [expected, evaluate] of cases) {
    const registry = new Registry();
    const { load } = moduleOf(() => evaluate(registry));
    registry.addLazy({ ...push, version: "1.0.0", capabilities: ["push"], load });
    const message = await rejection("mismatch", registry.load("app.Handler", { version: "1.0.0" }));
    assert.match(message, /^Cannot load "Push@1\.0\.0" of "app\.Handler" \(push\), not loaded, at/);
    assert.match(message, expected);
  }
});

Deno.test("Registry.load() takes a class that was registered before for a module without one", async () => {
  const registry = new Registry();
  registry.add({ ...push, class: Push });
  using fork = registry.fork();
  fork.addLazy({ ...push, load: () => Promise.resolve() });
  assert.throws(() => fork.get("app.Handler"), { reason: "unloaded" });
  assert.equal(await fork.load("app.Handler"), Push);
  assert.equal(fork.get("app.Handler"), Push);
  const [entry] = [...fork];
  assert.equal(entry, [...registry][0]);
});

Deno.test("Registry.load() loads through a fork into the registry that has the entry", async () => {
  const registry = new Registry();
  registry.addLazy({ ...push, load: () => Promise.resolve({ default: Push }) });
  using fork = registry.fork();
  using inner = fork.fork();
  assert.equal(await inner.load("app.Handler"), Push);
  assert.equal(registry.get("app.Handler"), Push);
  fork.addLazy({ ...push, name: "Own", load: () => Promise.resolve(Pull) });
  assert.equal(await inner.load("app.Handler", { name: "Own" }), Pull);
  assert.ok(!registry.has("app.Handler", { name: "Own" }));
});

Deno.test("Registry.load() rejects when the entry is gone before its class has come", async () => {
  for (const reason of ["missing", "disposed"] as const) {
    const registry = new Registry();
    const handle = registry.addLazy({ ...push, load: () => Promise.resolve(Push) });
    const loading = registry.load("app.Handler");
    (reason === "missing" ? handle : registry)[Symbol.dispose]();
    const message = await rejection(reason, loading);
    if (reason === "missing") assert.match(message, /as it was removed while it was being loaded$/);
    assert.equal(registry.stats().classes, 0);
  }
});

Deno.test("Registry.load() returns what is loaded, and rejects what is not there", async () => {
  const registry = new Registry();
  registry.add({ ...push, class: Push });
  assert.equal(await registry.load("app.Handler"), Push);
  assert.match(
    await rejection("missing", registry.load("app.Handler", { name: "Psuh" })),
    /use name "Push"/,
  );
  const options = { signl: undefined } as never;
  await assert.rejects(registry.load("app.Handler", {}, options), /use "signal"/);
});

Deno.test("Registry.load() stops waiting when its signal is aborted", async () => {
  const registry = new Registry();
  const loaded = Promise.withResolvers<unknown>();
  const module = moduleOf(() => loaded.promise);
  registry.addLazy({ ...push, load: module.load });
  const controller = new AbortController();
  const { signal } = controller;
  const loading = registry.load("app.Handler", {}, { signal });
  controller.abort(new Error("enough"));
  await assert.rejects(loading, /^Error: enough$/);
  await assert.rejects(registry.load("app.Handler", {}, { signal }), /^Error: enough$/);
  loaded.resolve(Push);
  assert.equal(await registry.load("app.Handler"), Push);
  assert.equal(module.loads, 1);
});
