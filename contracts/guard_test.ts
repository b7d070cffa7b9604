import assert from "node:assert/strict";
import {
  contract,
  ContractError,
  type ContractOptions,
  integer,
  predicate,
  string,
} from "./mod.ts";
import { thrown } from "./testdata/store_contract.ts";

interface Tank {
  level: number;
  label?: string;
}

const RULE = "the level is even";

function tankContract(options: ContractOptions = {}, max = 10) {
  return contract<Tank>("test.Tank", {
    ...options,
    members: {
      level: { attribute: integer({ max }) },
      label: { attribute: string(), optional: true },
    },
    invariants: { [RULE]: ({ level }) => level % 2 === 0 },
  });
}

/** A class whose constructor guards what it has made. */
function tankClass(Tank: ReturnType<typeof tankContract>) {
  return class Impl {
    static {
      Tank.implement(this);
    }
    level: number;
    constructor(level: number) {
      this.level = level;
      Tank.guard(this);
    }
  };
}

Deno.test("guard() returns an object that is ready and refuses what is written to its fields", () => {
  const Impl = tankClass(tankContract());
  const tank = new Impl(2);
  tank.level = 4;
  assert.equal(tank.level, 4);
  const error = thrown(() => tank.level = 11);
  assert.match(error.message, /^Cannot write Impl\.level: 1 violation of contract "test\.Tank"/);
  assert.deepEqual([error.blame, error.className, tank.level], ["caller", "Impl", 4]);
  assert.deepEqual(Object.keys(tank), ["level"]);
  assert.equal(JSON.stringify(tank), '{"level":4}');
  assert.deepEqual({ ...tank }, { level: 4 });
});

Deno.test("guard() blames the implementation for what the constructor left", () => {
  const Impl = tankClass(tankContract());
  const field = thrown(() => new Impl("x" as never));
  assert.deepEqual([field.blame, field.className, field.violations[0]!.kind], [
    "implementation",
    "Impl",
    "attribute",
  ]);
  const rule = thrown(() => new Impl(3));
  assert.deepEqual([rule.blame, rule.violations[0]!.expected], ["implementation", RULE]);
  assert.match(rule.message, /caller {4}guard_test\.ts/);
});

Deno.test("guard() blames the caller for an object of no class of the contract", () => {
  const error = thrown(() => tankContract().guard({ level: "x" }));
  assert.deepEqual([error.blame, error.className], ["caller", "Object"]);
});

Deno.test("guard() follows the mode of the contract and of each member", () => {
  const heard: ContractError[] = [];
  const Tank = tankContract({ mode: "off", onViolation: (error) => heard.push(error) });
  const Impl = tankClass(Tank);
  const tank = new Impl(3);
  tank.level = 11;
  assert.deepEqual(heard, []);
  Tank.setMode("report");
  new Impl(5);
  tank.level = 13;
  assert.deepEqual(heard.map(({ blame }) => blame), ["implementation", "caller"]);
  Tank.setMode("off", { member: "level" });
  new Impl("x" as never);
  tank.level = 15;
  assert.equal(heard.length, 2);
  assert.equal(tank.level, 15);
  Tank.setMode("enforce", { member: "level" });
  assert.throws(() => tank.level = 17, ContractError);
  assert.throws(() => new Impl("x" as never), ContractError);
});

Deno.test("guard() lets a second contract join in on the same field", () => {
  const Wide = tankContract();
  const Narrow = tankContract({}, 6);
  const tank = Narrow.guard(Wide.guard(Wide.guard({ level: 2 })));
  tank.level = 4;
  assert.equal(thrown(() => tank.level = 8).contracts.length, 1);
  assert.equal(thrown(() => tank.level = 12).contracts.length, 2);
  using _off = Narrow.setMode("off");
  tank.level = 8;
  assert.equal(tank.level, 8);
});

Deno.test("guard() blames the subclass when an extended contract takes less than its parent", () => {
  const Tank = tankContract();
  const ten = integer({ max: 10 });
  const Lucky = Tank.extend<Tank>("test.Lucky", {
    members: {
      level: { attribute: predicate<number>((level) => level !== 8 && ten.is(level), "not 8") },
    },
  });
  const tank = Lucky.guard({ level: 2 });
  assert.deepEqual([thrown(() => tank.level = 12).blame, tank.level], ["caller", 2]);
  assert.equal(thrown(() => tank.level = 8).blame, "subclass");
});

Deno.test("guard() leaves fields alone that it cannot turn into accessors", () => {
  const Tank = tankContract();
  const frozen = Tank.guard(Object.freeze({ level: 2 }));
  assert.throws(() => (frozen as Tank).level = 4, /read only/);
  const accessor = Tank.guard({
    get level() {
      return 2;
    },
  });
  assert.equal(accessor.level, 2);
  const later: Tank = Tank.guard({ level: 2 });
  later.label = 5 as never;
  assert.deepEqual(Tank.check(later).map(({ member }) => member), ["label"]);
});
