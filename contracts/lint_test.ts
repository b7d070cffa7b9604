import assert from "node:assert/strict";
import { join } from "node:path";
import plugin from "./lint.ts";

const LINT = new URL("./lint.ts", import.meta.url).href;

/** Runs `deno` in a folder and returns its exit code and what it said. */
async function deno(cwd: string, ...args: string[]): Promise<{ code: number; output: string }> {
  const env = { NO_COLOR: "1" };
  const result = await new Deno.Command(Deno.execPath(), { args, cwd, env }).output();
  const decoder = new TextDecoder();
  return {
    code: result.code,
    output: decoder.decode(result.stdout) + decoder.decode(result.stderr),
  };
}

/** A project with the plugin in its `deno.json`, and with a contract of its own. */
async function project(files: Record<string, string>): Promise<{ root: string } & AsyncDisposable> {
  const root = await Deno.realPath(await Deno.makeTempDir({ prefix: "weir_lint_" }));
  const settings = {
    imports: { "@weir/std/contracts": new URL("./mod.ts", import.meta.url).href },
    lint: { plugins: [LINT], rules: { tags: ["recommended", "jsr"] } },
  };
  const all = { ...files, "deno.json": JSON.stringify(settings), "store.ts": STORE };
  for (const [name, text] of Object.entries(all)) await Deno.writeTextFile(join(root, name), text);
  return { root, [Symbol.asyncDispose]: () => Deno.remove(root, { recursive: true }) };
}

const STORE = `import { type Contract, contract } from "@weir/std/contracts";
export interface Store { save(): void }
export const Store: Contract<Store> = contract<Store>("app.Store", {
  members: { save: { params: [] } },
});
`;

const PLUGINS = `import { Store } from "./store.ts";

export class First implements Store {
  save(): void {}
}

export class Second implements Store {
  save(): void {}
}

export class Third extends Second {
  override save(): void {}
}
`;

Deno.test("deno lint --fix adds the marks to a project that names the plugin", async () => {
  await using files = await project({
    "plugins.ts": PLUGINS,
    "main.ts": 'import { Store } from "./store.ts";\nimport "./plugins.ts";\n' +
      "console.log(Store.find().map((found) => found.name).join());\n",
  });
  const before = await deno(files.root, "lint");
  assert.equal(before.code, 1);
  for (const name of ["First", "Second"]) {
    assert.match(
      before.output,
      new RegExp(`The class "${name}" implements Store without its mark`),
    );
  }
  assert.match(before.output, /weir-contracts\/implement-in-subclass.*Third/);
  assert.match((await deno(files.root, "run", "main.ts")).output, /^\n/);

  const fixed = await deno(files.root, "lint", "--fix");
  assert.deepEqual([fixed.code, fixed.output], [0, "Checked 3 files\n"]);
  const text = await Deno.readTextFile(join(files.root, "plugins.ts"));
  assert.match(text, /^import \{ Store \} from/, "no rule of Deno made a type import of it");
  assert.deepEqual((await deno(files.root, "check", "main.ts")).code, 0);
  assert.match((await deno(files.root, "run", "main.ts")).output, /^First,Second,Third\n/);
});

Deno.test("deno lint leaves out a rule of the plugin that a project excludes", async () => {
  await using files = await project({ "plugins.ts": PLUGINS });
  const path = join(files.root, "deno.json");
  const settings = JSON.parse(await Deno.readTextFile(path));
  settings.lint.rules = { exclude: ["weir-contracts/implement-imported-contract"] };
  await Deno.writeTextFile(path, JSON.stringify(settings));
  const { output } = await deno(files.root, "lint");
  assert.doesNotMatch(output, /implement-imported-contract/);
});

Deno.test("@weir/std/contracts/lint loads nothing but its own files", async () => {
  const { output } = await deno(import.meta.dirname!, "info", "--json", "lint.ts");
  const { modules } = JSON.parse(output.slice(output.indexOf("{")));
  const folder = new URL(".", import.meta.url).href;
  const names: string[] = modules.map((one: { specifier: string }) =>
    one.specifier.slice(folder.length)
  );
  assert.ok(names.length > 10, names.join());
  assert.deepEqual(names.filter((name) => !/^lint(\.ts|\/\w+\.ts)$/.test(name)), []);
});

Deno.test("@weir/std/contracts/lint names its rules in the module doc", async () => {
  const source = await Deno.readTextFile(new URL(LINT));
  const table = [...source.matchAll(/^ \* \| `([\w-]+)`/gm)].map((match) => match[1]!);
  assert.deepEqual(table, Object.keys(plugin.rules));
});
