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
  return processBatch(deliveries, { flow, clock, routingKey: undefined, refusal: undefined });
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
    routingKey: undefined,
    refusal,
  });
  assert.deepEqual([records.length, filtered], [0, 0]);
  assert.deepEqual(dead.map(({ stage, error }) => [stage, error]), [
    ["store", "StoreRejectedError: Cannot store"],
    ["store", "StoreRejectedError: Cannot store"],
  ]);
});

function route(routingKey: (row: Letter) => string, ...bodies: string[]) {
  return processBatch(batch(...bodies), { flow: letters, clock, routingKey, refusal: undefined });
}

Deno.test("processBatch() gives each row its message, numbered within its delivery", () => {
  const { records } = route(({ id }) => `letters.${id}`, "ab", "c");
  assert.deepEqual(records.map(({ message }) => message), [
    { id: "d1", routingKey: "letters.a", body: '{"id":"a"}' },
    { id: "d1#2", routingKey: "letters.b", body: '{"id":"b"}' },
    { id: "d2", routingKey: "letters.c", body: '{"id":"c"}' },
  ]);
});

Deno.test("processBatch() names routingKey as the stage when it throws or returns no key", () => {
  const odd = ({ id }: Letter) => {
    if (id === "x") throw new Error("Cannot route");
    if (id === "y") return 5 as unknown as string;
    return id === "z" ? "ü".repeat(128) : id;
  };
  const { records, dead } = route(odd, "ax", "y", "z", "b", "!");
  assert.deepEqual(records.map(({ message }) => message?.routingKey), ["b"]);
  assert.deepEqual(dead.map(({ seq, stage }) => [seq, stage]), [
    [1, "routingKey"],
    [2, "routingKey"],
    [3, "routingKey"],
    [5, "check"],
  ]);
  assert.equal(dead[0]!.error, "Error: Cannot route");
  const rule = /^TypeError: .*"routingKey" must be a string of 255 bytes at most: current value is/;
  assert.match(dead[1]!.error, rule);
  assert.match(dead[2]!.error, rule);
});

Deno.test("processBatch() names message as the stage when a row is no JSON", () => {
  const flow = operator<Delivery, Letter>(
    "big",
    (_, emit) => emit({ id: 5n as unknown as string }),
  );
  const { dead } = processBatch(batch("a"), {
    flow,
    clock,
    routingKey: () => "k",
    refusal: undefined,
  });
  assert.deepEqual(dead.map(({ stage }) => stage), ["message"]);
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

Deno.test("processBatch() buries a delivery whose row is no object, in the name of the last operator", () => {
  for (const row of [undefined, null, "text"]) {
    const flow = pipe(
      map((delivery: Delivery) => delivery.id, { name: "id" }),
      map(() => row as unknown as Letter, { name: "forgets" }),
    );
    const [letter] = process(batch("a"), flow).dead;
    assert.equal(letter?.stage, "forgets");
    assert.match(letter!.error, /^TypeError: Cannot store a row as it must be an object/);
  }
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
