import assert from "node:assert/strict";
import { contract, integer, number, optional, string, unknown } from "../mod.ts";

interface Store {
  save(item: string): unknown;
  level: number;
}

function storeContract() {
  return contract<Store>("test.Store", {
    members: {
      save: { params: [["item", string()]] },
      level: { attribute: integer() },
    },
    invariants: { "the level is even": ({ level }) => level % 2 === 0 },
  });
}

Deno.test("verifyValue() looks at an object as the contract says it last", () => {
  const Wide = storeContract().extend<Store>("test.Wide", {
    members: {
      save: { params: [["item", unknown()], ["retries", optional(number())]] as never },
    },
  });
  const save = (item: string, retries: number) => [item, retries];
  assert.deepEqual(Wide.check({ save, level: 2 }), []);
});

Deno.test("verifyValue() asks the rules of the contracts that are extended", () => {
  const More = storeContract().extend<Store>("test.More", {
    invariants: { "the level is small": ({ level }) => level < 10 },
  });
  const rules = (level: number) => More.check({ save() {}, level }).map((one) => one.expected);
  assert.deepEqual(rules(2), []);
  assert.deepEqual(rules(3), ["the level is even"]);
  assert.deepEqual(rules(13), ["the level is small", "the level is even"]);
});

Deno.test("verifyValue() asks no rules of an object that lacks members", () => {
  const asked: unknown[] = [];
  const Store = contract<Store>("test.Store", {
    members: { save: { params: [["item", string()]] }, level: { attribute: integer() } },
    invariants: { "it is asked": (self) => asked.push(self) > 0 },
  });
  assert.deepEqual(Store.check({ level: 2 }).map(({ kind }) => kind), ["missing"]);
  assert.deepEqual(asked, []);
  assert.deepEqual(Store.check(null).map(({ kind }) => kind), ["value"]);
});

Deno.test("verifyValue() takes a field for a getter, and no value of what can only be written", () => {
  interface Gauge {
    level: number;
    target: number;
  }
  const Gauge = contract<Gauge>("test.Gauge", {
    members: {
      level: { attribute: integer(), kind: "getter" },
      target: { attribute: integer(), kind: "setter" },
    },
  });
  const target = { set target(_target: number) {/* takes anything */} };
  assert.deepEqual(Gauge.check(Object.assign(Object.create(target), { level: 2 })), []);
  const fields = { level: 0.5, target: 1 };
  assert.deepEqual(Gauge.check(fields).map(({ member }) => member), ["level"]);
  const getter = {
    get level() {
      throw new RangeError("broken");
    },
    set target(_target: number) {
      // Takes anything.
    },
  };
  assert.deepEqual(Gauge.check(getter).map(({ received }) => received), [
    'an error: "broken" (RangeError)',
  ]);
});

Deno.test("verifyValue() looks at an object without a prototype", () => {
  const tank = Object.assign(Object.create(null), { level: 2, save() {} });
  assert.ok(storeContract().is(tank));
  assert.deepEqual(storeContract().check(Object.create(null)).length, 2);
});
