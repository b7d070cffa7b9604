import assert from "node:assert/strict";
import { contract, ContractError, type ContractOptions, number, string } from "../mod.ts";
import { thrown } from "../testdata/store_contract.ts";

interface Box {
  put(size: number): number;
}

const put = (max: number) => ({ params: [["size", number({ max })]], returns: number() }) as const;

function boxContract(id: string, max: number, options: ContractOptions = {}) {
  return contract<Box>(id, { ...options, members: { put: put(max) } });
}

class Plain {
  level = 0;
  put(size: number): number {
    return size > 100 ? "much" as never : size;
  }
}

Deno.test("Slot() lets the strictest of several contracts decide about what they extend", () => {
  const heard: unknown[] = [];
  const Base = boxContract("test.Base", 9, { onViolation: (error) => heard.push(error) });
  const Strict = Base.extend<Box>("test.Strict", { mode: "enforce" });
  const Lax = Base.extend<Box>("test.Lax", { mode: "report" });
  for (const order of [[Strict, Lax], [Lax, Strict]]) {
    class Impl extends Plain {}
    for (const one of order) one.implement(Impl, { name: `${order.indexOf(Lax)}${one.id}` });
    assert.throws(() => new Impl().put(10), ContractError);
    using _report = Strict.setMode("report");
    assert.equal(new Impl().put(10), 10);
    assert.equal(heard.length, 1);
    heard.length = 0;
  }
});

Deno.test("Slot() does not put a wrapper back that was kept while another contract was on", () => {
  const One = boxContract("test.One", 5);
  const Two = boxContract("test.Two", 5);
  class Impl extends Plain {
    static {
      One.implement(this);
      Two.implement(this);
    }
    override put(size: number) {
      return super.put(size);
    }
  }
  const impl = new Impl();
  const kept = impl.put;
  One.setMode("off");
  const now = impl.put;
  for (let call = 0; call < 200; call++) kept.call(impl, 1);
  assert.equal(impl.put, now);
  assert.deepEqual(thrown(() => impl.put(200)).contracts, ["test.Two"]);
});

Deno.test("Slot() asks no rule about what is not an object of the class", () => {
  const Opener = contract<{ level: number }, { open(name: string): unknown }>("test.Opener", {
    members: { level: { attribute: number() } },
    statics: { open: { params: [["name", string()]] } },
    invariants: { "the level is known": ({ level }) => level >= 0 },
  });
  class Impl {
    static {
      Opener.implement(this);
    }
    static open(name: string) {
      return name;
    }
    level = 0;
  }
  assert.equal(Impl.open("a"), "a");
  assert.equal(Impl.open.call({} as never, "a"), "a");
});

Deno.test("Slot() leaves a getter alone that somebody has replaced", () => {
  const Gauge = contract<{ level: number }>("test.Gauge", {
    members: { level: { attribute: number() } },
  });
  class Impl {
    static {
      Gauge.implement(this);
    }
    get level() {
      return 1;
    }
    set level(_level: number) {}
  }
  const wrapped = Object.getOwnPropertyDescriptor(Impl.prototype, "level")!;
  const spy = () => 7;
  Object.defineProperty(Impl.prototype, "level", { ...wrapped, get: spy });
  Gauge.setMode("off");
  assert.equal(Object.getOwnPropertyDescriptor(Impl.prototype, "level")!.get, spy);
  Object.defineProperty(Impl.prototype, "level", wrapped);
  const set = () => {};
  Object.defineProperty(Impl.prototype, "level", { ...wrapped, set });
  Gauge.setMode("enforce");
  Gauge.setMode("off");
  assert.equal(Object.getOwnPropertyDescriptor(Impl.prototype, "level")!.set, set);
});

function ruledContract(options: ContractOptions = {}) {
  return contract<Box & { level: number }>("test.Ruled", {
    ...options,
    members: { put: put(1_000), level: { attribute: number() } },
    invariants: {
      "the level is even": ({ level }) => {
        if (level === 13) throw new RangeError("thirteen");
        return level % 2 === 0;
      },
    },
  });
}

Deno.test("invariantGuard() asks no rule of a contract that is off when another is on", () => {
  let asked = 0;
  const Ruled = contract<Box>("test.Ruled", {
    members: { put: put(1_000) },
    invariants: { "it is asked": () => ++asked > 0 },
  });
  const Other = boxContract("test.Other", 5);
  class Impl extends Plain {
    static {
      Ruled.implement(this);
      Other.implement(this);
    }
  }
  const impl = new Impl();
  impl.put(3);
  assert.equal(asked, 2);
  Ruled.setMode("off");
  assert.equal(impl.put(3), 3);
  assert.equal(asked, 2);
  assert.throws(() => impl.put(6), { contract: "test.Other" });
});

Deno.test("invariantGuard() blames a subclass for the rule that it breaks and for no other", () => {
  const Ruled = ruledContract();
  class Parent extends Plain {
    static {
      Ruled.implement(this);
    }
  }
  class Child extends Parent {
    static {
      Ruled.implement(this);
    }
    override put(size: number) {
      this.level = size;
      return size;
    }
  }
  const child = new Child();
  assert.equal(thrown(() => child.put(3)).blame, "subclass");
  assert.equal(thrown(() => child.put(2)).blame, "implementation");
});

Deno.test("invariantGuard() keeps what a rule has thrown", () => {
  const Ruled = ruledContract();
  const impl = new (Ruled.implement(class Impl extends Plain {}))();
  impl.level = 13;
  const error = thrown(() => impl.put(1));
  assert.ok(error.cause instanceof RangeError);
  assert.equal(error.blame, "implementation");
  impl.level = 1;
  assert.ok(!("cause" in thrown(() => impl.put(1))));
});

Deno.test("invariantGuard() refuses a rule that answers with a promise, whatever becomes of it", async () => {
  const Late = contract<Box>("test.Late", {
    members: { put: put(9) },
    invariants: { "it is asked": () => Promise.reject(new Error("later")) as never },
  });
  const impl = new (Late.implement(class Impl extends Plain {}))();
  assert.throws(() => impl.put(1), /received a promise; the rule must answer at once/);
  await new Promise((resolve) => setTimeout(resolve));
});
