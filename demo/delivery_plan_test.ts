import examples from "@octokit/webhooks-examples" with { type: "json" };
import { verify } from "@octokit/webhooks-methods";
import assert from "node:assert/strict";
import { DeliveryPlan, headersOf, maxBodyBytes, unhandledEvents } from "./delivery_plan.ts";
import { handlerOf } from "./flow.ts";
import { loadHandlers } from "./load_handlers.ts";

const decoder = new TextDecoder();

Deno.test("DeliveryPlan gives the same deliveries for the same seed, and others for another", () => {
  const [one, same, other] = [7, 7, 8].map((seed) => new DeliveryPlan(seed));
  const take = (plan: DeliveryPlan) => Array.from({ length: 50 }, (_, index) => plan.at(index));
  assert.deepEqual(take(one!), take(same!));
  assert.notDeepEqual(take(one!), take(other!));
});

Deno.test("DeliveryPlan mixes in every kind of trouble and uses all payloads unchanged", () => {
  const plan = new DeliveryPlan(1);
  const published = new Set(
    examples.flatMap(({ examples }) => examples.map((payload) => JSON.stringify(payload))),
  );
  const bodies = new Set<string>();
  const ids = new Set<string>();
  const counts = { event: 0, redelivery: 0, unhandled: 0, truncated: 0, forged: 0, oversized: 0 };
  for (let index = 0; index < 20_000; index++) {
    const { kind, id, body } = plan.at(index);
    counts[kind]++;
    if (kind === "redelivery") assert.ok(ids.has(id));
    else assert.ok(!ids.has(id));
    ids.add(id);
    const text = decoder.decode(body);
    if (kind === "truncated") assert.throws(() => JSON.parse(text));
    else if (kind === "oversized") assert.ok(body.length > maxBodyBytes);
    else assert.ok(published.has(text)), bodies.add(text);
  }
  assert.deepEqual(counts, plan.countKinds(20_000));
  for (const [kind, count] of Object.entries(counts)) assert.ok(count > 50, `${kind}: ${count}`);
  assert.equal(bodies.size, published.size);
});

Deno.test("headersOf() signs as GitHub does, and wrongly when the delivery is forged", async () => {
  const plan = new DeliveryPlan(2);
  for (let index = 0; index < 300; index++) {
    const delivery = plan.at(index);
    const signature = headersOf(delivery, "secret")["x-hub-signature-256"]!;
    const genuine = await verify("secret", decoder.decode(delivery.body), signature);
    assert.equal(genuine, delivery.kind !== "forged");
  }
});

await loadHandlers();

Deno.test("handlerOf() finds a handler for exactly the events that are not left out", () => {
  for (const { name } of examples) {
    assert.equal(handlerOf(name) !== undefined, !unhandledEvents.has(name), name);
  }
});

Deno.test("handlerOf() gives handlers that make a row of every published payload", () => {
  const receivedAtMs = Date.now();
  for (const { name, examples: payloads } of examples) {
    const handler = handlerOf(name);
    if (handler === undefined) continue;
    for (const value of payloads) {
      const row = handler.toRow({
        id: "1",
        seq: 1,
        receivedAtMs,
        headers: { "x-github-event": name },
        bytes: 2,
        value: value as unknown as Record<string, unknown>,
      });
      assert.equal(row.event, name);
      const timeless = !/\d{4}-\d\d-\d\dT/.test(JSON.stringify(value));
      assert.equal(row.at_ms === receivedAtMs, timeless, `the event time of ${name}`);
    }
  }
});
