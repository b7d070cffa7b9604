import assert from "node:assert/strict";
import { contract, ContractError, number, predicate, Registry, string } from "./mod.ts";

interface Shape {
  scale(factor: number): number;
  name(): string;
}

/** A contract that counts how often it looks at a factor. */
function shapeContract() {
  let looks = 0;
  const factor = predicate<number>((value) => {
    looks++;
    return typeof value === "number";
  }, "a number");
  const Shape = contract<Shape>("test.Shape", {
    registry: new Registry(),
    members: {
      scale: { params: [["factor", factor]], returns: number() },
      name: { params: [], returns: string() },
    },
  });
  return {
    Shape,
    looks: (body: () => unknown) => {
      looks = 0;
      body();
      return looks;
    },
  };
}

Deno.test("implement() checks an inherited method once", () => {
  const { Shape, looks } = shapeContract();
  class Parent {
    static {
      Shape.implement(this);
    }
    scale(factor: number) {
      return factor;
    }
    name() {
      return "parent";
    }
  }
  const parentScale = Parent.prototype.scale;
  class Child extends Parent {
    static {
      Shape.implement(this);
    }
    override name() {
      return "child";
    }
  }
  assert.equal(Parent.prototype.scale, parentScale);
  assert.ok(!Object.hasOwn(Child.prototype, "scale"));
  assert.equal(looks(() => new Child().scale(2)), 1);
});

Deno.test("implement() checks an override and what it calls through super", () => {
  const { Shape, looks } = shapeContract();
  class Parent {
    static {
      Shape.implement(this);
    }
    scale(factor: number) {
      return factor;
    }
    name() {
      return "parent";
    }
  }
  class Child extends Parent {
    static {
      Shape.implement(this);
    }
    override scale(factor: number) {
      return super.scale(factor) * 2;
    }
  }
  assert.equal(looks(() => assert.equal(new Child().scale(2), 4)), 2);
  const error = assert.throws.bind(null, () => new Child().scale("x" as never));
  error({ className: "Child", blame: "caller" });
});

Deno.test("implement() covers methods of a parent without a contract and leaves that alone", () => {
  const { Shape } = shapeContract();
  class Plain {
    scale(factor: number) {
      return factor;
    }
    name() {
      return "plain";
    }
  }
  const { scale } = Plain.prototype;
  class Impl extends Plain {
    static {
      Shape.implement(this);
    }
  }
  assert.equal(Plain.prototype.scale, scale);
  assert.equal(new Plain().scale("x" as never), "x");
  assert.throws(() => new Impl().scale("x" as never), ContractError);
});

Deno.test("Contract.is() leaves an override alone that cannot be replaced", () => {
  const { Shape } = shapeContract();
  class Parent {
    static {
      Shape.implement(this);
    }
    scale(factor: number) {
      return factor;
    }
    name() {
      return "parent";
    }
  }
  class Child extends Parent {
    override name(): string {
      return 5 as never;
    }
  }
  const scale = (factor: unknown) => factor;
  Object.defineProperty(Child.prototype, "scale", { value: scale });
  const child = new Child();
  assert.ok(Shape.is(child));
  assert.equal(child.scale, scale);
  assert.throws(() => child.name(), { contract: "test.Shape" });
});

Deno.test("implement() keeps the parent's contract when a subclass implements another", () => {
  const { Shape } = shapeContract();
  interface Closable {
    close(): void;
  }
  const Closable = contract<Closable>("test.Closable", { members: { close: { params: [] } } });
  class Parent {
    static {
      Shape.implement(this);
    }
    scale(factor: number) {
      return factor;
    }
    name() {
      return "parent";
    }
  }
  class Child extends Parent {
    static {
      Closable.implement(this);
    }
    override scale(factor: number) {
      return factor;
    }
    close() {}
  }
  assert.throws(() => new Child().scale("x" as never), { contract: "test.Shape" });
  assert.throws(
    () =>
      Closable.implement(
        class Wrong extends (Parent as new () => object) {
          async scale(factor: number) {
            return await factor;
          }
          close() {}
        } as never,
      ),
    { contract: "test.Shape", className: "Wrong" },
  );
});

Deno.test("implement() takes what any of several contracts on one method takes", () => {
  interface Writer {
    write(value: unknown): unknown;
  }
  const numbers = contract<Writer>("test.Numbers", {
    members: { write: { params: [["value", number()]], returns: number() } },
  });
  const texts = contract<Writer>("test.Texts", {
    members: { write: { params: [["text", string()]], returns: number({ max: 9 }) } },
  });
  let names = 0;
  for (const order of [[numbers, texts], [texts, numbers], [numbers, texts, numbers]]) {
    class Both {
      static {
        for (const contract of order) contract.implement(this, { name: `${names++}` });
      }
      write(value: unknown) {
        return Number(value);
      }
    }
    assert.equal(new Both().write(5), 5);
    assert.equal(new Both().write("6"), 6);
    assert.throws(() => new Both().write("10"), {
      contracts: ["test.Texts"],
      blame: "implementation",
    });
    assert.throws(() => new Both().write(true), (error: unknown) => {
      assert.ok(error instanceof ContractError);
      assert.deepEqual(error.contracts.toSorted(), ["test.Numbers", "test.Texts"]);
      assert.equal(error.blame, "caller");
      return true;
    });
    for (const contract of order) assert.ok(contract.find().includes(Both));
  }
});

Deno.test("implement() refuses a method that is async below the wrapper of another contract", () => {
  interface Runner {
    run(): unknown;
  }
  interface AsyncRunner {
    run(): Promise<unknown>;
  }
  const Sync = contract<Runner>("test.Sync", { members: { run: { params: [] } } });
  const Async = contract<AsyncRunner>("test.Async", {
    members: { run: { kind: "async", params: [] } },
  });
  class Impl {
    async run() {
      return await 1;
    }
  }
  Async.implement(Impl);
  assert.throws(() => Sync.implement(Impl), /received an async method/);
});

Deno.test("is() puts checks in front of what unmarked subclasses override", () => {
  const { Shape, looks } = shapeContract();
  class Parent {
    static {
      Shape.implement(this);
    }
    scale(factor: number) {
      return factor;
    }
    name() {
      return "parent";
    }
  }
  class Middle extends Parent {
    override scale(_factor: number) {
      return "middle" as never;
    }
  }
  class Leaf extends Middle {
    override name() {
      return 5 as never;
    }
  }
  const leaf = new Leaf();
  assert.equal(leaf.name(), 5);
  assert.ok(Shape.is(leaf));
  assert.throws(() => leaf.name(), { className: "Leaf", blame: "subclass" });
  assert.throws(() => leaf.scale(1), { className: "Middle", blame: "subclass" });
  Shape.is(leaf);
  assert.equal(looks(() => assert.throws(() => leaf.scale(1))), 1);
});
