import assert from "node:assert/strict";
import { contract, Registry, string } from "./mod.ts";
import { storeContract, thrown } from "./testdata/store_contract.ts";

Deno.test("contract() names the place of a mistake in its specification", () => {
  const define = (spec: unknown) => () => contract("test.Bad", spec as never);
  assert.throws(define({ members: null }), /"members" must be an object/);
  assert.throws(define({ members: { a: 1 } }), /"members\.a" must be \{ params/);
  assert.throws(define({ members: { a: {} } }), /"members\.a\.params" must be an array/);
  assert.throws(define({ members: { a: { params: [1] } } }), /"members\.a\.params\[0\]" must be/);
  assert.throws(define({ members: { a: { params: [["x", 1]] } } }), /must be a schema/);
  assert.throws(define({ members: { a: { params: [], kind: "x" } } }), /members\.a\.kind/);
  assert.throws(define({ members: { a: { params: [], yields: string() } } }), /"yields" does not/);
  assert.throws(define({ members: {}, version: "1" }), /must be a semantic version/);
  assert.throws(define({ members: {}, capabilities: "push" }), /"capabilities" must be an array/);
  assert.throws(() => contract("", { members: {} }), /"id" must be a non-empty string/);
});

Deno.test("assert() returns what fits and lists what does not", () => {
  const Store = storeContract();
  const literal = { save: () => "a", close() {} };
  assert.equal(Store.assert(literal), literal);
  assert.ok(Store.is(literal));
  assert.ok(!Store.is(null));
  assert.ok(!Store.is({ save: 1, close() {} }));
  const error = thrown(() => Store.assert({ close() {} }));
  assert.match(error.message, /^Cannot accept an object as "test\.Store": 1 violation/);
  assert.match(error.message, /caller {4}contract_test\.ts/);
  assert.match(thrown(() => Store.assert(5)).message, /expected an object, received 5 \(number\)/);
});

Deno.test("check() accepts optional members that are left out", () => {
  interface Hook {
    name?: string;
    stop?(): void;
  }
  const Hook = contract<Hook>("test.Hook", {
    registry: new Registry(),
    members: {
      name: { attribute: string(), optional: true },
      stop: { params: [], optional: true },
    },
  });
  assert.deepEqual(Hook.check({}), []);
  assert.deepEqual(Hook.check({ stop: undefined }), []);
  assert.deepEqual(Hook.check({ name: 1, stop: 2 }).map((one) => one.member), ["name", "stop"]);
  Hook.implement(class Empty {});
});
