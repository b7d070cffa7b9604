import assert from "node:assert/strict";
import { formatDiscovery, Registry } from "../mod.ts";

const REGISTRY = Symbol.for("weir.test.registry");

/** A registry that plugins reach, and a folder to write them to. */
class Plugins implements AsyncDisposable {
  readonly folder = Deno.makeTempDirSync({ prefix: "a (b)@c " });
  readonly registry = new Registry();

  constructor() {
    (globalThis as { [REGISTRY]?: Registry })[REGISTRY] = this.registry;
  }

  /** Writes a module and returns its address; `$add(Class)` registers a class. */
  write(name: string, source: string): string {
    const head = 'const $registry = globalThis[Symbol.for("weir.test.registry")]; ' +
      'const $add = (c, name = c.name) => $registry.add({ contract: "c", class: c, name });\n';
    // A helper in the way would be the place of all; the call stands in the module itself.
    const inline = source.replaceAll(
      /\$add\((\w+)\)/g,
      '$registry.add({contract: "c", class: $1})',
    );
    Deno.writeTextFileSync(`${this.folder}/${name}`, head + inline);
    return new URL(`file://${encodeURI(this.folder)}/${name}`).href;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    delete (globalThis as { [REGISTRY]?: Registry })[REGISTRY];
    await Deno.remove(this.folder, { recursive: true });
  }
}

const names = (entries: Iterable<{ readonly name: string }>) =>
  [...entries].map(({ name }) => name);

Deno.test("Registry.discover() registers 99 of 100 plugins and names the broken one", async () => {
  await using plugins = new Plugins();
  const urls = Array.from({ length: 100 }, (_, index) =>
    plugins.write(
      `p${index}.ts`,
      `export class P${index} { static { $add(this); } }` +
        (index === 37 ? '\nclass Half { static { $add(this); throw new Error("broken"); } }' : ""),
    ));
  const result = await plugins.registry.discover(urls);
  assert.equal(result.found.length, 99);
  assert.equal(plugins.registry.stats().classes, 99);
  assert.deepEqual(result.failed.map(({ url }) => url), [urls[37]]);
  assert.match(String(result.failed[0]?.error), /^Error: broken$/);
  for (const { url, entries, module } of result.found) {
    const name = `P${urls.indexOf(url)}`;
    assert.deepEqual(names(entries), [name]);
    assert.equal(entries[0]?.class, module[name]);
  }
  assert.deepEqual(
    formatDiscovery(result),
    `99 modules found with 99 entries, 1 failed\n  failed:  ${urls[37]}: Error: broken`,
  );
});

Deno.test("Registry.discover() reports each way to fail, in the order of the addresses", async () => {
  await using plugins = new Plugins();
  const urls = [
    plugins.write("throws.ts", "throw new TypeError('of the module');"),
    plugins.write("good.ts", "export class Good { static { $add(this); } }"),
    plugins.write("syntax.js", "class {"),
    new URL("missing.ts", `file://${encodeURI(plugins.folder)}/`),
    "unknown:scheme",
    plugins.write("string.ts", "await null; throw 'text';"),
    plugins.write("nothing.ts", "export const a = 1;"),
  ];
  const result = await plugins.registry.discover(urls);
  const addresses = urls.map(String);
  assert.deepEqual(result.found.map(({ url }) => url), [addresses[1], addresses[6]]);
  assert.deepEqual(
    result.failed.map(({ url }) => url),
    [0, 2, 3, 4, 5].map((index) => addresses[index]),
  );
  const errors = result.failed.map(({ error }) => String(error));
  assert.match(errors[0]!, /of the module/);
  assert.match(errors[1]!, /SyntaxError|expected|Unexpected/i);
  assert.match(errors[2]!, /Module not found/);
  assert.equal(errors[4], "text");
  assert.deepEqual(result.found[1]?.entries, []);
  assert.match(formatDiscovery(result), /^2 modules found with 1 entry, 5 failed\n/);
  assert.match(formatDiscovery(result), /string\.ts: "text"\n {2}nothing: file:.*nothing\.ts$/);
});

Deno.test("Registry.discover() attributes to the modules that wait for each other at the same time", async () => {
  await using plugins = new Plugins();
  const waits = "await new Promise((resolve) => queueMicrotask(resolve));";
  const urls = ["A", "B", "C"].map((name) =>
    plugins.write(
      `${name}.ts`,
      `export class ${name} { static { $add(this); } }\n${waits}${waits}\n` +
        `class ${name}2 { static { $add(this); } }\n${waits}` +
        (name === "B" ? "throw new Error('late');" : ""),
    )
  );
  const { found, failed } = await plugins.registry.discover(urls);
  assert.deepEqual(found.map(({ entries }) => names(entries)), [["A", "A2"], ["C", "C2"]]);
  assert.equal(failed.length, 1);
  assert.deepEqual(names(plugins.registry).sort(), ["A", "A2", "C", "C2"]);
});

Deno.test("Registry.discover() attributes what was loaded before, and what is exported again", async () => {
  await using plugins = new Plugins();
  const inner = plugins.write("inner.ts", "export class Inner { static { $add(this); } }");
  const outer = plugins.write("outer.ts", 'export { Inner } from "./inner.ts";');
  const user = plugins.write("user.ts", 'import "./inner.ts"; throw new Error("of the user");');
  await import(inner);
  const [first, again, failed] = await Promise.all([
    plugins.registry.discover([inner, inner]),
    plugins.registry.discover([outer]),
    plugins.registry.discover([user]),
  ]);
  assert.deepEqual(first.found.map(({ entries }) => names(entries)), [["Inner"]]);
  assert.deepEqual(again.found.map(({ entries }) => names(entries)), [["Inner"]]);
  assert.equal(failed.failed.length, 1);
  assert.deepEqual(names(plugins.registry), ["Inner"], "it has not failed itself");

  plugins.write("needed.ts", "export class Needed { static { $add(this); } }");
  const broken = plugins.write("broken.ts", 'import "./needed.ts"; throw new Error();');
  const part = plugins.write("part.ts", "class Part { static { $add(this); } }");
  const whole = plugins.write("whole.ts", 'import "./part.ts";');
  const last = await plugins.registry.discover([broken, whole, part], { concurrency: 1 });
  assert.deepEqual(last.found.map(({ entries }) => names(entries)), [[], ["Part"]]);
  assert.deepEqual(names(plugins.registry), ["Inner", "Needed", "Part"]);
});

Deno.test("Registry.discover() attributes by time what no file tells", async () => {
  await using plugins = new Plugins();
  const helper = plugins.write(
    "helper.ts",
    "export const add = (each) => { $add(each); };",
  );
  const source = (name: string) =>
    `import { add } from ${JSON.stringify(helper)};\nclass ${name} {}\nadd(${name});`;
  const urls = [plugins.write("X.ts", source("X")), plugins.write("Y.ts", source("Y"))];
  const { found } = await plugins.registry.discover(urls, { concurrency: 1 });
  assert.deepEqual(found.map(({ entries }) => names(entries)), [["X"], ["Y"]]);

  const long = (name: string) =>
    `data:text/javascript,/*${"-".repeat(100)}*/ class ${name} { static { ` +
    `globalThis[Symbol.for("weir.test.registry")].add({ contract: "c", class: this }) } }` +
    `${name === "Z" ? "throw 1" : ""}/*${"-".repeat(100)}*/`;
  const same = await plugins.registry.discover([long("V"), long("W"), long("Z")], {
    concurrency: 1,
  });
  assert.deepEqual(same.found.map(({ entries }) => names(entries)), [["V"], ["W"]]);
  assert.deepEqual(names(plugins.registry), ["X", "Y", "V", "W"]);
});

Deno.test("Registry.discover() lets onModule register, and takes it back when it throws", async () => {
  await using plugins = new Plugins();
  const { registry } = plugins;
  const before = plugins.write("before.ts", "export class Before { static { $add(this); } }");
  await import(before);
  const urls = [
    before,
    plugins.write("plain.ts", "export class Plain {}"),
    plugins.write("slow.ts", "export class Slow {}"),
    plugins.write("bad.ts", "export class Bad {}\nexport class Marked { static { $add(this); } }"),
    plugins.write("late.ts", "export class Late {}"),
  ];
  const seen: string[] = [];
  const { found, failed } = await registry.discover(urls, {
    onModule(module, url) {
      seen.push(url);
      const [constructor] = Object.values(module).filter((each) => typeof each === "function");
      registry.add({ contract: "c", class: constructor as new () => object });
      if ("Slow" in module) return Promise.resolve();
      const name = url.replace(/.*\//, "");
      registry.add({ contract: "made", class: class {}, name });
      if ("Bad" in module) throw new Error("bad");
      if ("Late" in module) return Promise.reject(new Error("late"));
    },
  });
  assert.deepEqual(seen.sort(), urls.toSorted());
  assert.deepEqual(found.map(({ entries }) => names(entries)), [
    ["Before", "before.ts"],
    ["Plain", "plain.ts"],
    ["Slow"],
  ]);
  assert.deepEqual(failed.map(({ error }) => String(error)), ["Error: bad", "Error: late"]);
  const kept = ["Before", "Plain", "Slow", "before.ts", "plain.ts"];
  assert.deepEqual(names(registry).sort(), kept, "in any order: modules load side by side");
  const again = await registry.discover([before], {
    onModule() {
      throw new Error("now bad");
    },
  });
  assert.equal(again.failed.length, 1);
  assert.ok(registry.has("c", { name: "Before" }), "it was in use before");
});

Deno.test("Registry.discover() lets what a broken module replaced come back", async () => {
  await using plugins = new Plugins();
  const { registry } = plugins;
  class Broken {}
  registry.add({ contract: "c", class: Broken });
  registry.addLazy({ contract: "c", name: "Lazy", load: () => Promise.resolve(Broken) });
  const url = plugins.write(
    "broken.ts",
    'class Lazy { static { $add(this); } }\nclass B { static { $registry.add({ contract: "c", ' +
      'class: this, name: "Broken" }, { onDuplicate: "replace" }); } }\nthrow new Error();',
  );
  using fork = registry.fork();
  const { failed } = await fork.discover([url]);
  assert.equal(failed.length, 1);
  assert.deepEqual([...registry].map(({ class: each }) => each), [Broken, undefined]);
});

Deno.test("Registry.discover() imports so many at a time, and no more after its signal", async () => {
  await using plugins = new Plugins();
  const running = { now: 0, most: 0, gates: [] as (() => void)[], begun: 0 };
  (globalThis as { $running?: typeof running }).$running = running;
  const urls = Array.from({ length: 9 }, (_, index) =>
    plugins.write(
      `p${index}.ts`,
      "const r = globalThis.$running; r.begun++; r.most = Math.max(r.most, ++r.now); " +
        "await new Promise((resolve) => r.gates.push(resolve)); r.now--;",
    ));
  const controller = new AbortController();
  const options = { concurrency: 3, signal: controller.signal };
  const discovery = plugins.registry.discover(urls, options);
  const open = async (count: number) => {
    while (running.gates.length < count) await new Promise((resolve) => setTimeout(resolve));
    running.gates.splice(0).forEach((gate) => gate());
  };
  await open(3);
  while (running.begun < 6) await new Promise((resolve) => setTimeout(resolve));
  controller.abort(new Error("enough"));
  await assert.rejects(discovery, /^Error: enough$/);
  await open(3);
  while (running.now > 0) await new Promise((resolve) => setTimeout(resolve));
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual([running.most, running.begun], [3, 6]);
  const { signal } = controller;
  await assert.rejects(plugins.registry.discover(urls, { signal }), /^Error: enough$/);
  delete (globalThis as { $running?: unknown }).$running;
});

Deno.test("Registry.discover() refuses relative addresses before it imports anything", async () => {
  const registry = new Registry();
  const discover = (urls: unknown, options?: unknown) =>
    registry.discover(urls as never, options as never);
  await assert.rejects(discover(["data:text/javascript,globalThis.$ran=1", "./push.ts"]), {
    name: "TypeError",
    message: 'Cannot discover classes as "./push.ts" is not an absolute address: ' +
      'pass new URL("./push.ts", import.meta.url) or import.meta.resolve("./push.ts")',
  });
  assert.ok(!("$ran" in globalThis));
  await assert.rejects(discover(["push.ts"]), /"push\.ts" is not an absolute address/);
  const iterable = /"urls" must be an iterable of absolute addresses: current value is/;
  await assert.rejects(discover("file:///a.ts"), iterable);
  await assert.rejects(discover(new URL("file:///a.ts")), iterable);
  await assert.rejects(discover([1]), /"urls" must be absolute addresses: current value is 1/);
  await assert.rejects(discover([], { concurrency: 0 }), { name: "RangeError" });
  await assert.rejects(discover([], { onModule: 1 }), /"onModule" must be a function/);
  await assert.rejects(discover([], { onmodule: 1 }), /use "onModule"/);
  assert.deepEqual(await discover([]), { found: [], failed: [] });
});

Deno.test("Registry.discover() names a module that may not be read", async () => {
  const program = new URL("testdata/discovers_without_permission.ts", import.meta.url);
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--no-lock", program.href],
    env: { NO_COLOR: "1" },
  }).output();
  assert.equal(code, 0, new TextDecoder().decode(stderr));
  const text = new TextDecoder().decode(stdout);
  assert.match(text, /^1 module found with 0 entries, 1 failed\n/);
  assert.match(text, /failed: {2}file:.*unread\.ts: \w+: Requires read access to/);
});
