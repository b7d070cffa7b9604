import assert from "node:assert/strict";
import fc from "fast-check";
import type { Delivery } from "../delivery.ts";
import { deliveryOf } from "../testdata/deliveries.ts";
import { filter } from "./filter.ts";
import { flatMap } from "./flat_map.ts";
import { map } from "./map.ts";
import { type Operator, operator } from "./operator.ts";
import { parseJson } from "./parse_json.ts";
import { pipe } from "./pipe.ts";
import { toTransformStream } from "./to_transform_stream.ts";

function apply<I, O>(flow: Operator<I, O>, values: readonly I[]): O[] {
  const results: O[] = [];
  const step = flow.compile((value) => void results.push(value));
  for (const value of values) step(value, { stage: "" });
  return results;
}

const numbers = fc.array(fc.integer());

Deno.test("map() behaves like that of arrays, and so do filter() and flatMap()", () => {
  fc.assert(fc.property(numbers, (values) => {
    assert.deepEqual(apply(map((x: number) => x * 2), values), values.map((x) => x * 2));
    assert.deepEqual(
      apply(filter((x: number) => x % 3 === 0), values),
      values.filter((x) => x % 3 === 0),
    );
    const spread = (x: number) => Array.from({ length: Math.abs(x) % 4 }, (_, index) => x + index);
    assert.deepEqual(apply(flatMap(spread), values), values.flatMap(spread));
  }));
});

Deno.test("pipe() does what its parts do one behind the other", () => {
  const parts = fc.array(
    fc.constantFrom(
      map((x: number) => x + 1, { name: "inc" }),
      filter((x: number) => x % 2 === 0, { name: "even" }),
      flatMap((x: number) => [x, -x], { name: "both" }),
    ),
    { minLength: 1, maxLength: 6 },
  );
  fc.assert(fc.property(parts, numbers, (each, values) => {
    const joined = (pipe as (...all: Operator<number, number>[]) => Operator<number, number>)(
      ...each,
    );
    const expected = each.reduce((sofar, part) => apply(part, sofar), values);
    assert.deepEqual(apply(joined, values), expected);
    assert.equal(joined.name, each.map(({ name }) => name).join(" > "));
  }));
});

Deno.test("operator() hands on as often as it likes, and its steps share no state", () => {
  const echo = operator<number, number>("echo", (value, emit) => {
    for (let time = 0; time < value; time++) emit(value);
  });
  assert.deepEqual(apply(echo, [2, 0, 3]), [2, 2, 3, 3, 3]);
  assert.deepEqual(apply(echo, [1]), [1]);
});

Deno.test("map() is named after its option, its function or itself, as filter() and flatMap() are", () => {
  function double(x: number): number {
    return x * 2;
  }
  assert.equal(map(double).name, "double");
  assert.equal(map(double, { name: "twice" }).name, "twice");
  assert.deepEqual(
    [map(() => 1).name, filter(() => true).name, flatMap(() => []).name],
    ["map", "filter", "flatMap"],
  );
});

Deno.test("operator() refuses what is no function, as map(), filter() and flatMap() do", () => {
  assert.throws(() => map(5 as never), TypeError);
  assert.throws(() => filter(5 as never), TypeError);
  assert.throws(() => flatMap(5 as never), TypeError);
  assert.throws(() => operator("x", undefined as never), /make operator "x"/);
});

Deno.test("map() names itself as the stage that works", () => {
  const seen: string[] = [];
  const step = pipe(
    map((x: number) => x, { name: "first" }),
    map((x: number) => x, { name: "second" }),
  ).compile((_, context) => void seen.push(context.stage));
  step(1, { stage: "" });
  assert.deepEqual(seen, ["second"]);
});

Deno.test("parseJson() keeps what is known of the delivery beside its value", () => {
  const delivery: Delivery = { ...deliveryOf("a", '{"x":[1,"ü"]}'), seq: 7 };
  assert.deepEqual(apply(parseJson(), [delivery]), [{
    id: "a",
    seq: 7,
    receivedAtMs: 1_000,
    headers: { "x-github-event": "push" },
    bytes: 14,
    value: { x: [1, "ü"] },
  }]);
});

Deno.test("parseJson() throws at what is no JSON in UTF-8, and goes on with the next", () => {
  const step = parseJson().compile(() => {});
  const context = { stage: "" };
  const feed = (body: Uint8Array<ArrayBuffer>) =>
    step({ ...deliveryOf("a"), seq: 1, body }, context);
  const text = (value: string) => new TextEncoder().encode(value);
  for (const bad of ["", "{", "{'a':1}", "undefined"]) {
    assert.throws(() => feed(text(bad)), SyntaxError, bad);
  }
  assert.throws(() => feed(Uint8Array.of(0x22, 0xff, 0x22)), TypeError);
  assert.throws(() => feed(Uint8Array.of(0x22, 0xc3)), TypeError);
  feed(text('"ok"'));
  assert.equal(context.stage, "parseJson");
});

Deno.test("toTransformStream() hands on no empty array, and errors when an operator throws", async () => {
  const flow = map((x: number) => {
    if (x === 4) throw new Error("four");
    return x;
  });
  const results = ReadableStream.from([[1], [], [2, 3], [4], [5]])
    .pipeThrough(toTransformStream(flow));
  const seen: (readonly number[])[] = [];
  await assert.rejects(async () => {
    for await (const each of results) seen.push(each);
  }, /four/);
  assert.deepEqual(seen, [[1], [2, 3]]);
});

Deno.test("pipe() refuses what is no operator, and to join nothing", () => {
  const untyped = pipe as (...operators: unknown[]) => unknown;
  assert.throws(() => untyped(), {
    name: "TypeError",
    message: "Cannot join operators as at least one must be given",
  });
  for (const odd of [undefined, null, 5, (x: unknown) => x, { name: "half" }]) {
    assert.throws(() => untyped(filter(() => true), odd), {
      name: "TypeError",
      message:
        /^Cannot join operators as "operator 2" must be an operator, such as map\(…\): current/,
    });
  }
});
