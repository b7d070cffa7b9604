import { array, contract, integer, number, object, string } from "./mod.ts";

/** The rival of a checked call: the same checks written by hand into the method. */
interface Store {
  save(order: { id: string; amount: number; tags: string[] }, retries: number, by: string): string;
}
const Store = contract<Store>("bench.Store", {
  members: {
    save: {
      params: [
        ["order", object({ id: string(), amount: number({ min: 0 }), tags: array(string()) })],
        ["retries", integer()],
        ["by", string()],
      ],
      returns: string(),
    },
  },
});

class Checked implements Store {
  static {
    Store.implement(this, { capabilities: ["bench"] });
  }
  save(order: { id: string }, _retries: number, _by: string): string {
    return order.id;
  }
}

class ByHand implements Store {
  save(order: { id: string; amount: number; tags: string[] }, retries: number, by: string): string {
    const bad = typeof order !== "object" || order === null || typeof order.id !== "string" ||
      typeof order.amount !== "number" || !(order.amount >= 0) || !Array.isArray(order.tags) ||
      !order.tags.every((tag) => typeof tag === "string") ||
      !Number.isSafeInteger(retries) || typeof by !== "string";
    if (bad) throw new TypeError("Cannot save the order as an argument is wrong");
    const result = order.id;
    if (typeof result !== "string") throw new TypeError("Cannot return what is not a string");
    return result;
  }
}

const order = { id: "a", amount: 1, tags: ["a", "b"] };
const stores: readonly [string, Store, boolean][] = [
  ["written by hand", new ByHand(), true],
  ["contract", new Checked(), false],
];
// Deno ignores start() and end() below 10 µs, so each sample is a batch.
for (const [name, store, baseline] of stores) {
  Deno.bench({
    name,
    group: "10,000 checked calls",
    baseline,
    fn() {
      for (let call = 0; call < 10_000; call++) store.save(order, call, "bench");
    },
  });
}

const byEvent = new Map([["bench", Checked]]);
Deno.bench({
  name: "Map.get()",
  group: "10,000 lookups",
  baseline: true,
  fn() {
    for (let lookup = 0; lookup < 10_000; lookup++) byEvent.get("bench");
  },
});
Deno.bench({
  name: "Contract.get() by capability",
  group: "10,000 lookups",
  fn() {
    for (let lookup = 0; lookup < 10_000; lookup++) Store.get({ capability: "bench" });
  },
});
