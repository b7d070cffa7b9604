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
