/**
 * Event handlers that register themselves when their class is defined, are looked up by event name,
 * and are told exactly what is wrong when they, or their callers, break the contract.
 *
 * deno run examples/contracts.ts
 */
import {
  type Contract,
  contract,
  ContractError,
  object,
  optional,
  RegistryError,
  string,
} from "@weir/std/contracts";
import assert from "node:assert/strict";

interface Delivery {
  id: string;
  event: string;
}
interface Row {
  key: string;
  summary: string;
}
interface EventHandler {
  toRow(payload: object, delivery: Delivery): Row | undefined;
}

const EventHandler: Contract<EventHandler> = contract<EventHandler>("shop.EventHandler", {
  version: "1.0.0",
  members: {
    toRow: {
      params: [["payload", object()], ["delivery", object({ id: string(), event: string() })]],
      returns: optional(object({ key: string({ minLength: 1 }), summary: string() })),
    },
  },
});

class PushHandler implements EventHandler {
  static {
    EventHandler.implement(this, { capabilities: ["push", "create"] });
  }
  toRow(payload: object, delivery: Delivery): Row {
    return { key: delivery.id, summary: `push with ${Object.keys(payload).length} fields` };
  }
}

class StarHandler implements EventHandler {
  static {
    EventHandler.implement(this, { capabilities: ["star"] });
  }
  toRow(_payload: object, delivery: Delivery): Row {
    return { key: delivery.id, summary: Reflect.get(_payload, "starred_at") };
  }
}

console.log("Registered upon definition:");
for (const { name, capabilities } of EventHandler.registry) {
  console.log(`  ${name} for ${capabilities.join(", ")}`);
}

const Handler = EventHandler.get({ capability: "push" });
assert.equal(Handler, PushHandler);
const row = new Handler().toRow({ ref: "main" }, { id: "d1", event: "push" });
assert.deepEqual(row, { key: "d1", summary: "push with 1 fields" });
console.log("\nA delivery that keeps the contract:\n ", row);

const problems = [
  ["A caller that breaks it", () => new PushHandler().toRow("ref" as never, { id: 7 } as never)],
  ["A handler that breaks it", () => new StarHandler().toRow({}, { id: "d2", event: "star" })],
  [
    "A class that cannot keep it",
    () =>
      EventHandler.implement(
        class ForkHandler {
          async toRwo(_payload: object) {
            return await undefined;
          }
        } as never,
      ),
  ],
  ["An event nobody handles", () => EventHandler.get({ capability: "psuh" })],
] as const;

for (const [title, body] of problems) {
  assert.throws(body, (error: unknown) => {
    assert.ok(error instanceof ContractError || error instanceof RegistryError);
    console.log(`\n${title}:\n${error.message}`);
    return true;
  });
}
