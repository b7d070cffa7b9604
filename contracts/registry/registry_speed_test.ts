import assert from "node:assert/strict";
import { Registry, type RegistryQuery } from "../mod.ts";

const site = () => undefined;

/** A registry with so many classes of one contract. */
function filled(count: number): Registry {
  const registry = new Registry();
  for (let index = 0; index < count; index++) {
    const version = `${1 + index % 5}.${index % 20}.${index % 7}`;
    const capabilities = [`can${index % 10}`];
    registry.add({
      contract: "c",
      class: class {},
      name: `n${index}`,
      version,
      capabilities,
      site,
    });
  }
  return registry;
}

/** The lowest time of several rounds: noise only adds. */
function bestMs(rounds: number, body: () => void): number {
  let best = Infinity;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    body();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

Deno.test("Registry.get() takes as long among 10,000 classes as among 100", () => {
  const [few, many] = [filled(100), filled(10_000)];
  const queries: readonly RegistryQuery[] = [
    { name: "n77" },
    { capability: "can7" },
    { capability: ["can7", "can7"] },
    { version: "^3.1" },
    { version: "~2.6", capability: "can6" },
    { version: ">=1", name: "n12" },
  ];
  for (const query of queries) {
    const lookUp = (registry: Registry) => () => {
      for (let index = 0; index < 2_000; index++) registry.get("c", query);
    };
    lookUp(few)();
    const ratio = bestMs(9, lookUp(many)) / bestMs(9, lookUp(few));
    assert.ok(ratio < 10, `${JSON.stringify(query)}: ${ratio.toFixed(1)} times`);
  }
});

Deno.test("Registry.add() between lookups does not sort everything anew", () => {
  const fill = (isLookedUp: boolean) => () => {
    const registry = new Registry();
    for (let index = 0; index < 4_000; index++) {
      const version = `${index % 9}.${index % 20}.0`;
      registry.add({ contract: "c", class: Registry, name: `n${index}`, version, site });
      if (isLookedUp) registry.get("c", { name: `n${index}` });
    }
    registry.get("c");
  };
  fill(false)();
  // Sorting at each lookup takes hundreds of times as long as sorting once.
  const ratio = bestMs(3, fill(true)) / bestMs(3, fill(false));
  assert.ok(ratio < 20, `${ratio.toFixed(1)} times`);
});

Deno.test("Registry.fork() costs the same over 10,000 classes as over 100", () => {
  class Fake {}
  const substitute = (registry: Registry) => () => {
    for (let index = 0; index < 100; index++) {
      using fork = registry.fork();
      fork.add({ contract: "c", class: Fake, name: "n7", version: "3.7.0", site });
      fork.get("c", { name: "n7" });
    }
  };
  const [few, many] = [filled(100), filled(10_000)];
  substitute(few)();
  const ratio = bestMs(5, substitute(many)) / bestMs(5, substitute(few));
  assert.ok(ratio < 10, `${ratio.toFixed(1)} times`);
});
