import assert from "node:assert/strict";
import { contract, ContractError, number, unknown } from "../mod.ts";

interface Box {
  put(size: number): number;
}

function boxContract(id = "test.Box") {
  return contract<Box>(id, {
    members: { put: { params: [["size", number()]], returns: number() } },
  });
}

/** A class that nobody has touched yet. */
function boxClass() {
  return class Impl {
    put(size: number) {
      return size;
    }
  };
}

const wrong = "x" as never;

Deno.test("Slot() leaves a spy over its wrapper alone when modes change", () => {
  const Box = boxContract();
  const Impl = boxClass();
  const { put } = Impl.prototype;
  Box.implement(Impl);
  const wrapper = Impl.prototype.put;
  let calls = 0;
  const spy = function (this: Box, size: number) {
    calls++;
    return wrapper.call(this, size);
  };
  Impl.prototype.put = spy;
  const box = new Impl();
  for (const mode of ["off", "report", "enforce"] as const) {
    Box.setMode(mode);
    assert.equal(Impl.prototype.put, spy);
    assert.equal(box.put(1), 1);
  }
  assert.equal(calls, 3);
  assert.throws(() => box.put(wrong), ContractError);
  Impl.prototype.put = wrapper;
  Box.setMode("off");
  assert.ok(Object.is(Impl.prototype.put, put));
});

Deno.test("Slot() leaves a spy over the original alone when the mode was off", () => {
  const Box = boxContract();
  Box.setMode("off");
  const Impl = boxClass();
  const { put } = Impl.prototype;
  Box.implement(Impl);
  const spy = () => 7;
  Impl.prototype.put = spy;
  Box.setMode("enforce");
  assert.equal(Impl.prototype.put, spy);
  Impl.prototype.put = put;
  Box.setMode("report");
  Box.setMode("enforce");
  assert.throws(() => new Impl().put(wrong), ContractError);
});

Deno.test("Slot() is silent through a wrapper that was kept when the mode is off", () => {
  const heard: unknown[] = [];
  const Box = contract<Box>("test.Box", {
    onViolation: (error) => heard.push(error),
    members: { put: { params: [["size", number()]], returns: number() } },
  });
  const Impl = boxClass();
  Box.implement(Impl);
  const box = new Impl();
  const kept = box.put.bind(box);
  Box.setMode("off");
  assert.equal(kept(wrong), "x");
  assert.deepEqual(heard, []);
  Box.setMode("report");
  assert.equal(kept(wrong), "x");
  assert.equal(heard.length, 2);
  Box.setMode("enforce");
  assert.throws(() => kept(wrong), ContractError);
});

Deno.test("Slot() reports to the contract that reports when another is off", () => {
  const heard: string[] = [];
  const create = (id: string) =>
    contract<Box>(id, {
      mode: "report",
      onViolation: () => heard.push(id),
      members: { put: { params: [["size", unknown()]], returns: number() } },
    });
  const One = create("test.One");
  const Two = create("test.Two");
  class Impl {
    static {
      One.implement(this);
      Two.implement(this);
    }
    put(_size: number) {
      return "x" as never;
    }
  }
  const kept = Impl.prototype.put;
  One.setMode("off");
  kept.call(new Impl(), 1);
  assert.deepEqual(heard, ["test.Two"]);
});

const seals: readonly ((object: object) => unknown)[] = [
  Object.freeze,
  Object.seal,
  Object.preventExtensions,
];
for (const seal of seals) {
  Deno.test(`Slot() goes on checking in the mode of the moment after ${seal.name}()`, () => {
    const Box = boxContract();
    const Impl = boxClass();
    Box.implement(Impl);
    seal(Impl.prototype);
    const box = new Impl();
    for (let call = 0; call < 200; call++) assert.equal(box.put(1), 1);
    assert.throws(() => box.put(wrong), { blame: "caller", className: "Impl" });
    {
      using _off = Box.setMode("off");
      assert.equal(box.put(wrong), "x");
    }
    assert.throws(() => box.put(wrong), ContractError);
  });

  Deno.test(`implement() refuses a class whose prototype went through ${seal.name}()`, () => {
    const Box = boxContract();
    const Impl = boxClass();
    const { put } = Impl.prototype;
    seal(Impl.prototype);
    assert.throws(() => Box.implement(Impl), (error: unknown) => {
      assert.ok(error instanceof ContractError);
      assert.deepEqual(error.violations.map(({ kind, member }) => [kind, member]), [
        ["sealed", "put"],
      ]);
      return true;
    });
    assert.deepEqual(Box.find(), []);
    assert.equal(Impl.prototype.put, put);
    using _off = Box.setMode("off");
    Box.implement(Impl);
    assert.deepEqual(Box.find(), [Impl]);
    assert.equal(new Impl().put(wrong), "x");
  });
}

Deno.test("Slot() puts a method that cannot be configured back by writing it", () => {
  const Box = boxContract();
  const Impl = boxClass();
  const { put } = Impl.prototype;
  Object.defineProperty(Impl.prototype, "put", { configurable: false });
  Box.implement(Impl);
  const box = new Impl();
  assert.throws(() => box.put(wrong), ContractError);
  using _off = Box.setMode("off");
  assert.ok(Object.is(Impl.prototype.put, put));
});

Deno.test("Slot() lets check() and subclasses see what was put over its wrapper", () => {
  const Box = boxContract();
  class Impl extends boxClass() {
    static {
      Box.implement(this);
    }
  }
  const spy = (size: number) => -size;
  Impl.prototype.put = spy;
  assert.ok(Box.is(new Impl()));
  class Child extends Impl {}
  boxContract("test.Other").implement(Child);
  assert.equal(new Child().put(5), -5);
  Object.defineProperty(Impl.prototype, "put", { value: "gone" });
  assert.deepEqual(Box.check(new Impl()).map(({ member }) => member), ["put"]);
});

Deno.test("Slot() keeps its wrapper when the mode changes between report and enforce", () => {
  const Box = boxContract();
  const Impl = boxClass();
  Box.implement(Impl);
  for (let call = 0; call < 200; call++) new Impl().put(call);
  const { put } = Impl.prototype;
  Box.setMode("report");
  assert.equal(Impl.prototype.put, put);
  Box.setMode("enforce");
  assert.equal(Impl.prototype.put, put);
});
