import assert from "node:assert/strict";
import { type Contract, contract, string } from "../mod.ts";

interface Named {
  call(name: string): string;
}

function namedContract(id = "test.Named"): Contract<Named, { open(name: string): unknown }> {
  const params = [["name", string()]] as const;
  return contract<Named, { open(name: string): unknown }>(id, {
    members: { call: { params } },
    statics: { open: { params } },
  });
}

interface Closable {
  close(code: string): void;
}

const closableContract = () =>
  contract<Closable>("test.Closable", { members: { close: { params: [["code", string()]] } } });

/** A class that keeps a contract with a static side. */
function parentClass(Named: Contract<Named, { open(name: string): unknown }>) {
  return class Parent {
    static {
      Named.implement(this);
    }
    static open(name: string): unknown {
      return name;
    }
    call(name: string) {
      return name;
    }
    close(code: string): unknown {
      return code;
    }
  };
}

const wrong = 5 as never;

Deno.test("implement() checks static overrides when the other contract has no static side", () => {
  const Closable = closableContract();
  class Child extends parentClass(namedContract()) {
    static {
      Closable.implement(this);
    }
    static override open(name: string) {
      return name;
    }
  }
  assert.throws(() => Child.open(wrong), { className: "Child", contract: "test.Named" });
});

Deno.test("is() checks the overrides of a marked subclass when its parent took a contract on since", () => {
  const Named = namedContract();
  const Closable = closableContract();
  const Parent = parentClass(Named);
  class Child extends Parent {
    static {
      Named.implement(this);
    }
    override close(code: string) {
      return code;
    }
  }
  Closable.implement(Parent);
  const child = new Child();
  assert.equal(child.close(wrong), 5);
  assert.ok(Closable.is(child));
  assert.throws(() => child.close(wrong), { className: "Child", contract: "test.Closable" });
  assert.ok(child instanceof Closable);
});

Deno.test("setMode() reaches overrides when their class implements another contract alone", () => {
  const Named = namedContract();
  const Closable = closableContract();
  Named.setMode("off");
  class Child extends parentClass(Named) {
    static {
      Closable.implement(this);
    }
    override call(name: string) {
      return name;
    }
  }
  const { call } = Child.prototype;
  Named.setMode("enforce");
  assert.throws(() => new Child().call(wrong), { className: "Child", contract: "test.Named" });
  Named.setMode("off");
  assert.ok(Object.is(Child.prototype.call, call));
});

Deno.test("is() names an unmarked subclass even when a static member hides its name", () => {
  const Named = namedContract();
  class Child extends parentClass(Named) {
    static override readonly name = 5 as never;
    override call(name: string) {
      return name;
    }
  }
  const child = new Child();
  assert.ok(Named.is(child));
  assert.throws(() => child.call(wrong), { className: "(anonymous)" });
});

Deno.test("is() checks static overrides of unmarked subclasses", () => {
  const Named = namedContract();
  class Child extends parentClass(Named) {
    static override open(name: string) {
      return name;
    }
  }
  assert.equal(Child.open(wrong), 5);
  assert.ok(new Child() instanceof Named);
  assert.throws(() => Child.open(wrong), { className: "Child", message: /static Child\.open/ });
});

Deno.test("implement() ignores what a contract says of a member of another form", () => {
  const Named = namedContract();
  const Odd = contract<{ call: unknown }>("test.Odd", {
    members: { call: { attribute: { "~standard": anything } } },
  });
  const Parent = parentClass(Named);
  Odd.implement(Parent);
  assert.equal(new Parent().call("a"), "a");
  assert.throws(() => new Parent().call(wrong), { contracts: ["test.Named"] });
});

const anything = {
  version: 1,
  vendor: "test",
  validate: (value: unknown) => ({ value }),
} as const;

Deno.test("is() leaves a class alone that an object between two others only names", () => {
  const Named = namedContract();
  const Unrelated = {
    Unrelated: class {
      static open(name: string): unknown {
        return name;
      }
    },
  }.Unrelated;
  const between = Object.assign(Object.create(parentClass(Named).prototype), {
    constructor: Unrelated,
    call: (name: string) => name,
  });
  const { open } = Unrelated;
  const object: Named = Object.create(between);
  assert.ok(Named.is(object));
  assert.equal(Unrelated.open, open);
  assert.throws(() => object.call(wrong), { contract: "test.Named" });
});
