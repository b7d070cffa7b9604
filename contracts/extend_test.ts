import assert from "node:assert/strict";
import { contract, integer, number, Registry, string } from "./mod.ts";
import { thrown } from "./testdata/store_contract.ts";

interface Store {
  save(key: string): number;
}

interface TimedStore extends Store {
  expire(seconds: number): void;
}

const save = { params: [["key", string()]], returns: number() } as const;
const expire = { params: [["seconds", integer()]] } as const;

function family() {
  const Store = contract<Store>("test.Store", {
    version: "1.0.0",
    capabilities: ["store"],
    members: { save },
  });
  const Timed = Store.extend<TimedStore>("test.Timed", {
    version: "2.0.0",
    capabilities: ["timed"],
    members: { expire },
  });
  return { Store, Timed };
}

class Memory implements TimedStore {
  save(key: string): number {
    return key.length;
  }
  expire(_seconds: number) {}
}

Deno.test("extend() registers a class for the contract and for what that extends", () => {
  const { Store, Timed } = family();
  class Impl extends Memory {
    static {
      Timed.implement(this, { capabilities: ["volatile"] });
    }
  }
  assert.equal(Store.registry, Timed.registry);
  assert.equal(Timed.get({ version: "^2.0", capability: "timed" }), Impl);
  assert.equal(Store.get({ version: "^1.0", capability: "volatile" }), Impl);
  assert.equal(Store.get({ capability: "store" }), Impl);
  const entries = [...Store.registry].map(({ contract, name, version }) => {
    return [contract, name, version];
  });
  assert.deepEqual(entries, [["test.Timed", "Impl", "2.0.0"], ["test.Store", "Impl", "1.0.0"]]);
});

Deno.test("extend() makes an instance of the child one of the parent, but not the other way", () => {
  const { Store, Timed } = family();
  class Child extends Memory {
    static {
      Timed.implement(this);
    }
  }
  class Parent {
    static {
      Store.implement(this);
    }
    save(key: string) {
      return key.length;
    }
  }
  assert.deepEqual([new Child() instanceof Timed, new Child() instanceof Store], [true, true]);
  assert.deepEqual([new Parent() instanceof Timed, new Parent() instanceof Store], [false, true]);
  assert.deepEqual(Timed.find(), [Child]);
  assert.deepEqual(Store.find(), [Child, Parent]);
});

Deno.test("extend() asks for the members of both contracts and tells whose is missing", () => {
  const { Timed } = family();
  const error = thrown(() => Timed.implement(class Empty {} as never));
  assert.deepEqual(error.violations.map(({ member }) => member).toSorted(), ["expire", "save"]);
  assert.deepEqual(error.contracts.toSorted(), ["test.Store@1.0.0", "test.Timed@2.0.0"]);
  assert.deepEqual(Timed.check({}).map(({ member }) => member).toSorted(), ["expire", "save"]);
});

Deno.test("extend() registers everywhere or nowhere when a name is taken", () => {
  const { Store, Timed } = family();
  class Impl {
    static {
      Store.implement(this);
    }
    save(key: string) {
      return key.length;
    }
  }
  const other = { Impl: class Impl extends Memory {} }.Impl;
  assert.throws(() => Timed.implement(other), { name: "RegistryError", reason: "duplicate" });
  assert.deepEqual(Timed.find(), []);
  assert.deepEqual(Store.find(), [Impl]);
});

Deno.test("extend() covers a method that a class inherits from an implementation of the parent", () => {
  const { Store, Timed } = family();
  const Anew = Timed.extend<TimedStore>("test.Anew", {
    members: { save: { params: [["key", string()]], returns: integer() } },
  });
  class Parent {
    static {
      Store.implement(this);
    }
    save(key: string): number {
      return key === "half" ? 0.5 : key.length;
    }
  }
  const before = Parent.prototype.save;
  class Child extends Parent {
    static {
      Anew.implement(this);
    }
    expire(_seconds: number) {}
  }
  assert.equal(Parent.prototype.save, before);
  assert.equal(new Parent().save("half"), 0.5);
  const error = thrown(() => new Child().save("half"));
  assert.deepEqual([error.contract, error.className], ["test.Anew", "Child"]);
  assert.equal(thrown(() => new Child().save(5 as never)).blame, "caller");
});

Deno.test("extend() keeps a registry of its own when it is given one", () => {
  const { Store } = family();
  const registry = new Registry();
  const Own = Store.extend<Store>("test.Own", { registry });
  class Impl {
    static {
      Own.implement(this);
    }
    save(key: string) {
      return key.length;
    }
  }
  assert.deepEqual([...registry].map(({ contract }) => contract), ["test.Own"]);
  assert.deepEqual(Store.find(), [Impl]);
});

Deno.test("extend() goes on over several generations", () => {
  const { Timed } = family();
  const Third = Timed.extend<TimedStore & { close(): void }>("test.Third", {
    members: { close: { params: [] } },
    invariants: { "is a store": (self) => typeof self.save === "function" },
  });
  const Fourth = Third.extend<TimedStore & { close(): void }>("test.Fourth", {});
  class Impl extends Memory {
    static {
      Fourth.implement(this);
    }
    close() {}
  }
  const ids = [...Fourth.registry].map(({ contract }) => contract);
  assert.deepEqual(ids, ["test.Fourth", "test.Third", "test.Timed", "test.Store"]);
  assert.equal(new Impl().save("abc"), 3);
  assert.equal(thrown(() => new Impl().expire("x" as never)).contract, "test.Timed@2.0.0");
});

Deno.test("extend() leaves the parent as it was", () => {
  const { Store, Timed } = family();
  assert.deepEqual(Store.check(new Memory()), []);
  assert.deepEqual(Store.check({ save: (key: string) => key.length }), []);
  assert.deepEqual([Store.id, Store.version, Timed.version], ["test.Store", "1.0.0", "2.0.0"]);
});
