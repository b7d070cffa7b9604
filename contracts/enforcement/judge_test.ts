import assert from "node:assert/strict";
import { contract, integer, number, predicate, string, unknown } from "../mod.ts";
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
