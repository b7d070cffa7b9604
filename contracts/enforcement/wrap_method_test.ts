import assert from "node:assert/strict";
import { contract, type ContractError, number } from "../mod.ts";
import { thrown } from "../testdata/store_contract.ts";

interface Gauge {
  level: number;
  add(step: number): number;
}

function gaugeClass() {
  const Gauge = contract<Gauge>("test.Gauge", {
    members: {
      level: { attribute: number({ max: 9 }), kind: "accessor" },
      add: { params: [["step", number()]], returns: number() },
    },
    invariants: { "the level is positive": ({ level }) => level >= 0 },
  });
  return class Impl {
    static {
      Gauge.implement(this);
    }
    #level = 0;
    get level() {
      return this.#level;
    }
    set level(level: number) {
      this.#level = level;
    }
    add(step: number) {
      return this.#level + step;
    }
  };
}

/** File and line of the caller. */
function callerOf({ sites }: ContractError) {
  assert.match(sites.caller!.file, /\/wrap_method_test\.ts$/);
  return sites.caller!.line;
}

Deno.test("wrapMethod() knows the caller when the method is compiled", () => {
  const gauge = new (gaugeClass())();
  const wrong = () => thrown(() => gauge.add("x" as never));
  const before = callerOf(wrong());
  for (let call = 0; call < 200; call++) gauge.add(call);
  assert.equal(callerOf(wrong()), before);
  assert.equal(gauge.add.name, "add");
  assert.equal(gauge.add.length, 1);
});

Deno.test("wrapAccessor() looks at the rules when an attribute is written often", () => {
  const gauge = new (gaugeClass())();
  for (let write = 0; write < 200; write++) gauge.level = write % 9;
  assert.throws(() => gauge.level = -1, /^ContractError: Cannot end Impl\.level: 1 violation/);
});
