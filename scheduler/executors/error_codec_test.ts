import assert from "node:assert/strict";
import { decodeThrown, encodeThrown } from "./error_codec.ts";

function roundTrip(thrown: unknown): unknown {
  return decodeThrown(structuredClone(encodeThrown(thrown)));
}

Deno.test("encodeThrown() keeps name, message, stack, code and cause through a clone", () => {
  class CardError extends Error {
    override readonly name = "CardError";
    readonly code = "E_CARD";
  }
  const thrown = new CardError("declined", { cause: new TypeError("root") });
  const back = roundTrip(thrown) as Error & { code: string };
  assert.ok(back instanceof Error);
  assert.equal(back.name, "CardError");
  assert.equal(back.message, "declined");
  assert.equal(back.stack, thrown.stack);
  assert.equal(back.code, "E_CARD");
  assert.ok(back.cause instanceof TypeError);
});

Deno.test("encodeThrown() keeps the errors of an aggregate", () => {
  const back = roundTrip(new AggregateError([new RangeError("a"), "b"], "many"));
  assert.ok(back instanceof AggregateError);
  assert.ok(back.errors[0] instanceof RangeError);
  assert.equal(back.errors[1], "b");
});

Deno.test("encodeThrown() stops at a cause that refers to itself", () => {
  const thrown = new Error("loop");
  thrown.cause = thrown;
  assert.equal((roundTrip(thrown) as Error).message, "loop");
});

Deno.test("encodeThrown() keeps a thrown value, and the text of one that cannot be copied", () => {
  assert.deepEqual(roundTrip({ status: 404 }), { status: 404 });
  assert.match(String(roundTrip(() => 1)), /=>/);
});

Deno.test("decodeThrown() takes no name for a built-in class that only an object's prototype has", () => {
  for (const name of ["toString", "constructor", "__proto__"]) {
    const back = roundTrip(Object.assign(new Error("odd"), { name })) as Error;
    assert.ok(back instanceof Error);
    assert.deepEqual([back.name, back.message], [name, "odd"]);
  }
});

Deno.test("encodeThrown() keeps what has no text and what cannot be read from throwing", () => {
  const bare = Object.assign(Object.create(null), { call() {} });
  assert.equal(roundTrip(bare), "a value without text");
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  assert.equal(roundTrip(proxy), "a value without text");
  const guarded = Object.defineProperty(new Error("kept back"), "cause", {
    get: () => {
      throw new Error("no");
    },
  });
  assert.equal(roundTrip(guarded), "Error: kept back");
});

Deno.test("encodeThrown() bounds how many errors it follows in all", () => {
  const many = new AggregateError([], "wide");
  many.errors.push(many, many, many, many, many, many);
  const count = (thrown: unknown): number =>
    thrown instanceof AggregateError ? thrown.errors.reduce((sum, e) => sum + count(e), 1) : 1;
  assert.ok(count(roundTrip(many)) <= 256);
});
