import assert from "node:assert/strict";
import { ContractError, formatDiscovery } from "./mod.ts";
import { Handler } from "./testdata/plugins/handler_contract.ts";

const url = (name: string) => new URL(`./testdata/plugins/${name}.ts`, import.meta.url);

Deno.test("Contract.discover() registers good modules and names the broken ones", async () => {
  const names = ["marked", "broken", "unmarked", "missing", "broken_unmarked"];
  const discovery = await Handler.discover(names.map(url));
  assert.deepEqual(
    discovery.found.map(({ entries }) => entries.map(({ name }) => name)),
    [["Marked"], ["Unmarked"]],
  );
  const [broken, missing, unmarked] = discovery.failed;
  assert.equal(discovery.failed.length, 3);
  assert.equal(broken!.url, url("broken").href);
  assert.ok(broken!.error instanceof ContractError);
  assert.match(broken!.error.message, /hint: rename "hanlde" to "handle"/);
  assert.match(String(missing!.error), /missing\.ts/);
  assert.ok(unmarked!.error instanceof ContractError);
  assert.equal(unmarked!.error.blame, "subclass");
  assert.match(unmarked!.error.message, /class {5}Asynchronous at broken_unmarked\.ts/);
  assert.match(formatDiscovery(discovery), /3 failed/);

  assert.deepEqual(Handler.find().map(({ name }) => name), ["Marked", "Unmarked"]);
  const Unmarked = Handler.get({ name: "Unmarked" });
  assert.equal(new Unmarked().handle("push"), "unmarked push");
  assert.throws(() => new Unmarked().handle(7 as never), {
    className: "Unmarked",
    blame: "caller",
  });
});

/** A module with classes for a contract of its own, so that no test sees those of another. */
async function ownModule(name: string, code: string) {
  const contract = `${url("handler_contract").href}?${name}`;
  const { Handler: Own }: { Handler: typeof Handler } = await import(contract);
  const text = `import { BaseHandler, Handler } from ${JSON.stringify(contract)};
class Base extends BaseHandler { handle(event) { return event; } }
${code}`;
  return { Own, address: `data:text/javascript,${encodeURIComponent(text)}` };
}

Deno.test("Contract.discover() registers superclasses first wherever they stand in a module", async () => {
  const { Own, address } = await ownModule(
    "order",
    `export class Zulu extends Base {}
     export class Mike extends Base {}
     export class Bravo extends Base {}
     export class Able extends Zulu {}`,
  );
  await Own.discover([address]);
  assert.deepEqual(Own.find().map(({ name }) => name), ["Bravo", "Mike", "Zulu", "Able"]);
});

Deno.test("Contract.discover() leaves classes alone that have registered themselves", async () => {
  const { Own, address } = await ownModule(
    "marked",
    `export class Marked extends Base { static { Handler.implement(this, { name: "other" }); } }`,
  );
  const { found } = await Own.discover([address]);
  assert.deepEqual(found.map(({ entries }) => entries.map(({ name }) => name)), [["other"]]);
});

Deno.test("Contract.discover() asks onModule when the classes of a module are registered", async () => {
  const { Own, address } = await ownModule("asked", "export class Plain extends Base {}");
  const asked: unknown[] = [];
  const { failed } = await Own.discover([address], {
    onModule: async (module, url) => {
      asked.push(Object.keys(module), url === address, Own.find().length);
      await Promise.reject(new Error("not wanted"));
    },
  });
  assert.deepEqual(asked, [["Plain"], true, 1]);
  assert.deepEqual(failed.map(({ error }) => String(error)), ["Error: not wanted"]);
  assert.deepEqual(Own.find(), []);
});

Deno.test("Contract.discover() leaves classes of another contract alone", async () => {
  const { Own } = await ownModule("one", "");
  const { address } = await ownModule("two", "export class Plain extends Base {}");
  await Own.discover([address]);
  assert.deepEqual(Own.find(), []);
});
