import assert from "node:assert/strict";
import { contract, Registry, string } from "../mod.ts";

interface Named {
  call(name: string): string;
}

const namedContract = (id = "test.Named", version = "1.2.0") =>
  contract<Named>(id, {
    version,
    registry: new Registry(),
    members: { call: { params: [["name", string()]] } },
  });

/** A class as it looks when another copy of this package has put its checks there. */
function foreignClass(...contracts: readonly { id: string; version: string | undefined }[]) {
  class Foreign {
    call(name: string) {
      return name;
    }
  }
  const value = { copy: {}, contracts: () => contracts, installation: {} };
  const key = Symbol.for("@weir/std/contracts.claims");
  Object.defineProperty(Foreign.prototype, key, { value, configurable: true });
  return Foreign;
}

Deno.test("foreignVersions() takes objects of another copy when the version fits", () => {
  const Named = namedContract();
  const Fitting = foreignClass({ id: "test.Other", version: "9.0.0" }, {
    id: "test.Named",
    version: "1.3.0",
  });
  assert.ok(new Fitting() instanceof Named);
  assert.ok(Named.is(new Fitting()));
  const Wrong = foreignClass({ id: "test.Named", version: "2.0.0" });
  assert.ok(!(new Wrong() instanceof Named));
  assert.deepEqual(Named.check(new Wrong()).map(({ kind }) => kind), ["version"]);
  const Other = foreignClass({ id: "test.Other", version: "1.2.0" });
  assert.ok(!(new Other() instanceof Named));
  assert.ok(Named.is(new Other()));
});

Deno.test("installationOf() leaves the checks of another copy alone", () => {
  const Named = namedContract();
  class Child extends foreignClass({ id: "test.Named", version: "1.2.0" }) {
    static {
      Named.implement(this);
    }
  }
  assert.throws(() => new Child().call(5 as never), { name: "ContractError", className: "Child" });
});

Deno.test("foreignVersions() does not take contracts of this copy for those of another", () => {
  const One = namedContract();
  const Two = namedContract();
  class Impl {
    static {
      One.implement(this);
    }
    call(name: string) {
      return name;
    }
  }
  assert.ok(new Impl() instanceof One);
  assert.ok(!(new Impl() instanceof Two));
});

Deno.test("inheritedPlans() finds the contracts of all classes above", () => {
  interface Closable {
    close(code: string): void;
  }
  const Named = namedContract();
  const Closable = contract<Closable>("test.Closable", {
    members: { close: { params: [["code", string()]] } },
  });
  class Grandparent {
    static {
      Named.implement(this);
    }
    call(name: string) {
      return name;
    }
  }
  class Parent extends Grandparent {
    static {
      Closable.implement(this);
    }
    close(_code: string) {}
  }
  class Leaf extends Parent {
    override call(name: string) {
      return name;
    }
    override close(_code: string) {}
  }
  const leaf = new Leaf();
  assert.ok(leaf instanceof Named && leaf instanceof Closable);
  assert.throws(() => leaf.call(5 as never), { className: "Leaf", contract: "test.Named@1.2.0" });
  assert.throws(() => leaf.close(5 as never), { className: "Leaf", contract: "test.Closable" });
});

Deno.test("union() counts a contract once that a class and its parent keep", () => {
  const heard: number[] = [];
  const Named = contract<Named>("test.Named", {
    mode: "report",
    onViolation: ({ violations }) => heard.push(violations.length),
    members: { call: { params: [["name", string()]] } },
  });
  const Other = namedContract("test.Other");
  class Parent {
    static {
      Named.implement(this);
    }
    call(name: string) {
      return name;
    }
  }
  class Child extends (Parent as new () => object) {
    static {
      Named.implement(this as never);
    }
    call(name: string, _more: string) {
      return name;
    }
  }
  assert.deepEqual(heard, [1]);
  using _off = Other.setMode("off");
  Other.implement(Child as never);
  assert.deepEqual(heard, [1, 1]);
});
