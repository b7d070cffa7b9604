import assert from "node:assert/strict";
import { contract, type ContractOptions, integer } from "../mod.ts";
import { thrown } from "../testdata/store_contract.ts";

interface Tank {
  level: number;
}

function tankContract(max: number, options: ContractOptions = {}) {
  return contract<Tank>("test.Tank", {
    ...options,
    members: { level: { attribute: integer({ max }) } },
  });
}

Deno.test("guardFields() leaves a field alone that can only be read", () => {
  const tank: Tank = Object.defineProperty({ level: 0 }, "level", { writable: false });
  tankContract(5).guard(tank);
  assert.throws(() => tank.level = 1, TypeError);
  assert.equal(tank.level, 0);
});

Deno.test("guardFields() leaves the fields of a sealed object alone", () => {
  const tank: Tank = tankContract(5).guard(Object.seal({ level: 0 }));
  tank.level = 9;
  assert.equal(tank.level, 9);
});

Deno.test("guardFields() refuses a write when one contract enforces and the other reports", () => {
  const heard: unknown[] = [];
  const onViolation = (error: unknown) => heard.push(error);
  const Lax = tankContract(5, { mode: "report", onViolation });
  const Strict = tankContract(6, { mode: "enforce" });
  for (const order of [[Lax, Strict], [Strict, Lax]]) {
    const tank: Tank = { level: 0 };
    for (const one of order) one.guard(tank);
    assert.equal(thrown(() => tank.level = 7).contracts.length, 2);
    assert.equal(tank.level, 0);
    tank.level = 6;
    assert.deepEqual([tank.level, heard.length], [6, 1]);
    heard.length = 0;
  }
});
