import assert from "node:assert/strict";
import {
  contract,
  type ContractOptions,
  integer,
  number,
  object,
  predicate,
  type Schema,
  string,
  unknown,
} from "../mod.ts";
import { thrown } from "../testdata/store_contract.ts";

interface Gauge {
  level: number;
}

Deno.test("judgeWrite() blames the subclass when it refuses what its parent contract accepts", () => {
  const Gauge = contract<Gauge>("test.Gauge", {
    members: { level: { attribute: integer(), kind: "accessor" } },
  });
  const Lucky = Gauge.extend<Gauge>("test.Lucky", {
    members: {
      level: {
        attribute: predicate<number>(
          (level) => Number.isSafeInteger(level) && level !== 4321,
          "lucky",
        ),
        kind: "accessor",
      },
    },
  });
  class Impl {
    static {
      Lucky.implement(this);
    }
    #level = 0;
    get level() {
      return this.#level;
    }
    set level(level: number) {
      this.#level = level;
    }
  }
  const gauge = new Impl();
  assert.equal(thrown(() => gauge.level = 4321).blame, "subclass");
  assert.equal(thrown(() => gauge.level = 0.5).blame, "caller");
  assert.equal(gauge.level, 0);
});

Deno.test("judgeValue() reads an attribute of two contracts as both want it", () => {
  const Small = contract<Gauge>("test.Small", {
    members: { level: { attribute: number({ max: 5 }) } },
  });
  const Whole = contract<Gauge>("test.Whole", { members: { level: { attribute: integer() } } });
  class Impl {
    static {
      Small.implement(this);
      Whole.implement(this);
    }
    real = 1;
    get level() {
      return this.real;
    }
    set level(level: number) {
      this.real = level;
    }
  }
  const gauge = new Impl();
  for (const [level, contracts] of [[7, ["test.Small"]], [0.5, ["test.Whole"]]] as const) {
    assert.deepEqual(thrown(() => gauge.level = level).contracts, contracts);
    gauge.real = level;
    assert.deepEqual(thrown(() => gauge.level).contracts, contracts);
  }
});

interface Maker {
  make(kind: string): unknown;
}

Deno.test("answerer() blames the implementation when a subclass brings a contract for what it inherits", () => {
  const params = [["kind", string()]] as const;
  const Numbers = contract<Maker>("test.Numbers", {
    members: { make: { params, returns: number() } },
  });
  const Whole = contract<Maker>("test.Whole", {
    members: { make: { params, returns: integer() } },
  });
  class Parent {
    static {
      Numbers.implement(this);
    }
    make(kind: string): unknown {
      return kind === "half" ? 0.5 : "none";
    }
  }
  class Child extends Parent {
    static {
      Whole.implement(this);
    }
  }
  const half = thrown(() => new Child().make("half"));
  assert.deepEqual([half.contracts, half.blame], [["test.Whole"], "implementation"]);
  const none = thrown(() => new Child().make("none"));
  assert.deepEqual([none.contracts, none.blame], [
    ["test.Whole", "test.Numbers"],
    "implementation",
  ]);
  assert.equal(new Parent().make("half"), 0.5);
});

Deno.test("ruleValue() tells what each contract asks for, and once what both ask for", () => {
  const create = (id: string, returns: ReturnType<typeof number>) =>
    contract<Maker>(id, { members: { make: { params: [["kind", unknown()]], returns } } });
  const contracts = [
    create("test.One", number({ min: 1 })),
    create("test.Two", number({ max: 9 })),
    create("test.Again", number({ max: 9 })),
  ];
  class Impl {
    static {
      for (const one of contracts) one.implement(this);
    }
    make(kind: unknown) {
      return kind;
    }
  }
  const { violations } = thrown(() => new Impl().make("x"));
  assert.deepEqual(violations.map(({ expected }) => expected), ["number >= 1", "number <= 9"]);
});

Deno.test("ruleArguments() blames the subclass when a static override calls super badly", () => {
  interface Openers {
    open(name: string): unknown;
  }
  const Opener = contract<object, Openers>("test.Opener", {
    members: {},
    statics: { open: { params: [["name", string()]] } },
  });
  class Parent {
    static {
      Opener.implement(this);
    }
    static open(name: string): unknown {
      return name;
    }
  }
  class Child extends Parent {
    static {
      Opener.implement(this);
    }
    static override open(_name: string) {
      return super.open(5 as never);
    }
  }
  assert.equal(thrown(() => Child.open("a")).blame, "subclass");
  assert.equal(thrown(() => Child.open(5 as never)).blame, "caller");
  assert.equal(thrown(() => Parent.open(5 as never)).blame, "caller");
});

interface Pair {
  put(one: unknown, other: unknown): unknown;
}

function pairContract(one: Schema<unknown>, other: Schema<unknown>, options: ContractOptions = {}) {
  return contract<Pair>("test.Pair", {
    ...options,
    members: { put: { params: [["one", one], ["other", other]], returns: unknown() } },
  });
}

/** The violations of a call that several contracts refuse. */
function refused(contracts: readonly ReturnType<typeof pairContract>[], ...args: unknown[]) {
  class Impl {
    put(..._args: unknown[]): unknown {
      return undefined;
    }
  }
  for (const one of contracts) one.implement(Impl);
  const { violations } = thrown(() => Reflect.apply(Impl.prototype.put, new Impl(), args));
  return violations.map(({ path, expected }) => `${path.join(".")}: ${expected}`);
}

Deno.test("ruleArguments() tells what the nearest contract asks for, and what the others would take", () => {
  const numbers = () => pairContract(number(), number());
  const mixed = () => pairContract(string(), number());
  assert.deepEqual(refused([numbers(), mixed()], "a", "b"), ["other: number"]);
  assert.deepEqual(refused([mixed(), numbers()], "a", "b"), ["other: number"]);
  assert.deepEqual(refused([numbers(), mixed()], true, 1), ["one: number or string"]);
  assert.deepEqual(refused([mixed(), numbers()], true, 1), ["one: string or number"]);
});

Deno.test("ruleArguments() joins what contracts ask for in one place and not further inward", () => {
  const text = pairContract(string(), unknown());
  const inner = pairContract(object({ id: integer() }), unknown());
  assert.deepEqual(refused([text, inner], { id: "x" }, 1), ["one: string"]);
});

Deno.test("ruleArguments() names the promise that the subclass does not keep", () => {
  const Wide = pairContract(integer(), integer());
  const Lucky = Wide.extend<Pair>("test.Lucky", {
    members: {
      put: {
        params: [
          ["one", predicate((value) => Number.isSafeInteger(value) && value !== 4321, "lucky")],
          ["other", integer()],
        ],
      },
    },
  });
  class Impl {
    static {
      Lucky.implement(this);
    }
    put() {}
  }
  const impl: Pair = new Impl();
  const error = thrown(() => impl.put(4321, 1));
  assert.deepEqual([error.blame, error.contracts], ["subclass", ["test.Lucky", "test.Pair"]]);
  assert.match(error.message, /hint: accept what "test\.Pair" accepts/);
});

Deno.test("enforced() throws when one contract enforces and the one before it reports", () => {
  for (const modes of [["report", "enforce"], ["enforce", "report"]] as const) {
    const contracts = modes.map((mode) => pairContract(string(), string(), { mode }));
    assert.deepEqual(refused(contracts, 1, "a"), ["one: string"]);
  }
});
