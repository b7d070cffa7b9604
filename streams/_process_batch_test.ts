import assert from "node:assert/strict";
import fc from "fast-check";
import { ManualClock } from "../testing/manual_clock.ts";
import { processBatch } from "./_process_batch.ts";
import type { Delivery } from "./delivery.ts";
import { StoreRejectedError } from "./errors.ts";
import { flatMap } from "./operators/flat_map.ts";
import { map } from "./operators/map.ts";
import { type Operator, operator } from "./operators/operator.ts";
import { pipe } from "./operators/pipe.ts";
import { deliveryOf, textOf } from "./testdata/deliveries.ts";

type Letter = Readonly<{ id: string }>;

const clock = new ManualClock(77.9);
const letters = pipe(
  map((delivery: Delivery) => textOf(delivery), { name: "text" }),
  flatMap((text) => text.split("").map((id) => ({ id })), { name: "letters" }),
  map((letter): Letter => {
    if (letter.id === "!") throw new RangeError("Cannot take a bang");
    return letter;
  }, { name: "check" }),
);

function batch(...bodies: string[]): Delivery[] {
  return bodies.map((body, index) => ({ ...deliveryOf(`d${index + 1}`, body), seq: index + 1 }));
}

function process(deliveries: Delivery[], flow: Operator<Delivery, Letter> = letters) {
  return processBatch(deliveries, { flow, clock, toMessage: undefined, refusal: undefined });
}

Deno.test("processBatch() keeps all rows of a delivery or none", () => {
  const { records, dead, filtered } = process(batch("ab", "c!d", "", "e"));
  assert.deepEqual(records.map(({ seq, deliveryId, row }) => [seq, deliveryId, row.id]), [
    [1, "d1", "a"],
    [1, "d1", "b"],
    [4, "d4", "e"],
  ]);
  assert.equal(filtered, 1);
  assert.deepEqual(dead.map(({ seq, stage, error, atMs }) => [seq, stage, error, atMs]), [
    [2, "check", "RangeError: Cannot take a bang", 77],
  ]);
});

Deno.test("processBatch() sends a damaged delivery to the dead letters with its bytes", () => {
  const [delivery] = batch("half");
  const { records, dead } = process([{ ...delivery!, damaged: true }]);
  assert.deepEqual([records.length, dead.length], [0, 1]);
  assert.equal(dead[0]!.stage, "inbox");
  assert.equal(textOf({ ...delivery!, body: dead[0]!.body }), "half");
  assert.notEqual(dead[0]!.body.buffer, delivery!.body.buffer, "the body must be a copy");
});

Deno.test("processBatch() sends all to the dead letters when the store has refused them", () => {
  const refusal = new StoreRejectedError("Cannot store");
  const { records, dead, filtered } = processBatch(batch("a", "b"), {
    flow: letters,
    clock,
    toMessage: undefined,
    refusal,
  });
  assert.deepEqual([records.length, filtered], [0, 0]);
  assert.deepEqual(dead.map(({ stage, error }) => [stage, error]), [
    ["store", "StoreRejectedError: Cannot store"],
    ["store", "StoreRejectedError: Cannot store"],
  ]);
});

Deno.test("processBatch() gives each row its message, and buries what cannot be a message", () => {
  const toMessage = ({ id }: Letter) => {
    if (id === "x") throw new Error("Cannot route");
    return { id, routingKey: "letters", body: id };
  };
  const { records, dead } = processBatch(batch("ab", "x"), {
    flow: letters,
    clock,
    toMessage,
    refusal: undefined,
  });
  assert.deepEqual(records.map(({ message }) => message?.body), ["a", "b"]);
  assert.deepEqual(dead.map(({ seq }) => seq), [2]);
});

Deno.test("processBatch() names the operator that failed, also after it has handed something on", () => {
  const late = pipe(
    flatMap(function* (delivery: Delivery) {
      yield { id: delivery.id };
      throw new Error("late");
    }, { name: "generator" }),
    map((row): Letter => row, { name: "after" }),
  );
  assert.deepEqual(process(batch("a"), late).dead.map(({ stage }) => stage), ["generator"]);
  const emitter = pipe(
    operator<Delivery, Letter>("emitter", (delivery, emit) => {
      emit({ id: delivery.id });
      throw new Error("late");
    }),
    map((row): Letter => row, { name: "after" }),
  );
  assert.deepEqual(process(batch("a"), emitter).dead.map(({ stage }) => stage), ["emitter"]);
});

Deno.test("processBatch() survives whatever an operator throws", () => {
  const hostile = Object.defineProperty(new Error("x"), "message", {
    get: () => {
      throw new Error("a trap");
    },
  });
  const thrown: unknown[] = [
    null,
    undefined,
    Symbol("s"),
    Object.create(null),
    hostile,
    { toString: () => 5 },
    Object.assign(new Error(), { message: 5 }),
  ];
  for (const value of thrown) {
    const flow = operator<Delivery, Letter>("throws", () => {
      throw value;
    });
    const { dead } = process(batch("a"), flow);
    assert.equal(dead.length, 1);
    assert.equal(typeof dead[0]!.error, "string");
  }
});

Deno.test("processBatch() accounts for every delivery exactly once", () => {
  const bodies = fc.array(fc.string({ unit: fc.constantFrom("a", "b", "!"), maxLength: 4 }));
  fc.assert(fc.property(bodies, (each) => {
    const { records, dead, filtered } = process(batch(...each));
    const stored = new Set(records.map(({ seq }) => seq));
    assert.equal(stored.size + dead.length + filtered, each.length);
    assert.ok(dead.every(({ seq }) => !stored.has(seq)));
    assert.equal(records.length, each.filter((text) => !text.includes("!")).join("").length);
  }));
});
