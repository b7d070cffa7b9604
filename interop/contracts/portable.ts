/**
 * The main paths of `contracts` from its TypeScript sources, in any runtime that strips types:
 *
 * ```sh
 * deno run -A interop/contracts/portable.ts
 * npx -y node@24 interop/contracts/portable.ts
 * npx -y bun@1 interop/contracts/portable.ts
 * ```
 *
 * Decorators are left out, as Node does not strip them.
 *
 * @module
 */
import assert from "node:assert/strict";
import process from "node:process";
import type { Greeter as Greets } from "./greeter.ts";
import { contracts, Greeter, GreeterBase } from "./greeter.ts";

const { contract, ContractError, formatDiscovery, integer, Registry } = contracts;
const ada = { name: "Ada" };
const nobody = { name: "" };

/** Runs a part and says so. */
async function part(name: string, run: () => unknown): Promise<void> {
  await run();
  console.log(`ok ${name}`);
}

await part("discover with file URLs, and a broken plugin", async () => {
  const plugin = (name: string) => new URL(`./plugins/${name}.ts`, import.meta.url);
  const discovery = await Greeter.discover(["polite", "marked", "broken", "absent"].map(plugin));
  assert.equal(discovery.failed.length, 2);
  assert.match(formatDiscovery(discovery), /broken\.ts[^]*absent\.ts/);
  await Greeter.settled();
  assert.deepEqual(Greeter.find().map(({ name }) => name).sort(), ["Marked", "Polite"]);
  const Marked = Greeter.get({ version: "^1.1", capability: "marked" });
  assert.equal(new Marked().greet(ada), "Hi Ada");
  assert.throws(() => Greeter.get({ name: "Marcked" }), /hint: use name "Marked"/);
});

await part("the forms of implement, and the hooked base", () => {
  const Wrapped = Greeter.implement(
    class Wrapped {
      greet(who: { name: string }): string {
        return who.name;
      }
      later(who: { name: string }): Promise<string> {
        return Promise.resolve(who.name);
      }
    },
  );
  assert.equal(new Wrapped().greet(ada), "Ada");
  assert.ok(Greeter.find().includes(Wrapped));
  class Hidden extends GreeterBase {
    override greet(_who: { name: string }): string {
      return 7 as never;
    }
  }
  assert.throws(() => new Hidden().greet(ada), { className: "Hidden", blame: "subclass" });
  class Empty extends (GreeterBase as unknown as new () => object) {}
  assert.throws(() => new Empty(), /Cannot define class "Empty": 1 violation/);
  assert.equal(Greeter.pending().find(({ className }) => className === "Empty")?.reason, "refused");
});

await part("errors with their sites", async () => {
  const error = refusal(() => new (Greeter.get({ name: "Polite" }))().greet(nobody));
  assert.equal(error.blame, "caller");
  assert.match(error.message, /who\.name/);
  // Bun leaves the caller of a checked method out of the stack.
  const isWithCaller = !("bun" in process.versions);
  if (isWithCaller) assert.match(String(error.sites.caller?.file), /portable\.ts$/);
  assert.equal(error.violations.length, 1);
  await assert.rejects(new (Greeter.get({ name: "Marked" }))().later(nobody), ContractError);
});

await part("generated code and closures", () => {
  interface Counter {
    add(by: number): number;
  }
  const Counter = contract<Counter>("interop.Counter", {
    members: { add: { params: [["by", integer({ min: 1 })]], returns: integer() } },
  });
  class Sum {
    #sum = 0;
    static {
      Counter.implement(this);
    }
    add(by: number): number {
      return this.#sum += by;
    }
  }
  const sum = new Sum();
  for (let call = 1; call <= 2000; call++) {
    assert.equal(sum.add(1), call);
    if (call % 500 === 1) assert.throws(() => sum.add(0), { blame: "caller" });
  }
});

await part("modes and registries", () => {
  const registry = new Registry();
  class Counted implements Greets {
    static readonly original: unknown = this.prototype.greet;
    static {
      Greeter.implement(this, { registry });
    }
    greet(who: { name: string }): string {
      return who.name;
    }
    later(who: { name: string }): Promise<string> {
      return Promise.resolve(who.name);
    }
  }
  {
    const off = Greeter.setMode("off");
    assert.equal(new Counted().greet(nobody), "");
    assert.equal(Counted.prototype.greet, Counted.original);
    off[Symbol.dispose]();
  }
  assert.notEqual(Counted.prototype.greet, Counted.original);
  assert.throws(() => new Counted().greet(nobody), ContractError);
  assert.deepEqual([...registry].map(({ name }) => name), ["Counted"]);
  registry[Symbol.dispose]();
});

/** Runs what is refused. */
function refusal(run: () => unknown): InstanceType<typeof ContractError> {
  try {
    run();
  } catch (error) {
    if (error instanceof ContractError) return error;
    throw error;
  }
  throw new Error("Nothing was refused");
}

console.log("all parts passed");
