/**
 * A plugin system in thirty lines: every module of a folder is imported, good ones register
 * themselves upon definition, broken ones are named with what to do about it, and the program goes
 * on with the rest.
 *
 * deno run --allow-read examples/contracts_plugins.ts
 */
import { ContractError, formatDiscovery } from "@weir/std/contracts";
import assert from "node:assert/strict";
import { Exporter } from "./plugins/exporter.ts";

const folder = new URL("./plugins/", import.meta.url);
const files = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

const discovery = await Exporter.discover(files.map((name) => new URL(name, folder)));
console.log(formatDiscovery(discovery));

console.log("\nRegistered:");
for (const { name, version, capabilities } of Exporter.registry) {
  console.log(`  ${name}@${version} ${capabilities.join(", ")}`);
}

const lines = [{ name: "weir", stars: 7 }, { name: "dam", stars: 2 }];
for (const Class of Exporter.find()) {
  const exporter = new Class();
  console.log(`\n${exporter.mediaType}\n${exporter.export(lines)}`);
}

const Machine = Exporter.get({ version: "^1.0", capability: "machine-readable" });
const bad = [{ name: "weir", stars: -1 }, { nmae: "dam", stars: "2" }];
assert.throws(() => new Machine().export(bad as never), (error: unknown) => {
  assert.ok(error instanceof ContractError && error.blame === "caller");
  console.log(`\nA call that breaks the contract:\n${error.message}`);
  return true;
});
