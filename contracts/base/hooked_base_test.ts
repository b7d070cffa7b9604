import assert from "node:assert/strict";
import { type Contract, contract, number, string } from "../mod.ts";
import { AbstractShape, Shape, ShapeBase } from "./testdata/shape.ts";

interface Named {
  name(text: string): string;
}

function namedContract(): Contract<Named> {
  return contract<Named>("test.Named", {
    members: { name: { params: [["text", string()]], returns: string() } },
  });
}

Deno.test("Contract.base() registers exported subclasses when their module has run", async () => {
  const { Square, Cube } = await import("./testdata/exported.ts");
  const { Late } = await import("./testdata/late.ts");
  await Shape.settled();
  for (const Class of [Square, Cube, Late]) {
    assert.ok(Shape.find().includes(Class), Class.name);
    assert.throws(() => new Class().area(-1), { className: Class.name, blame: "caller" });
  }
  assert.equal(new Cube("c").area(2), 24);
  assert.equal(new Cube("c").name(), "c");
  assert.deepEqual(Shape.pending().filter(({ module }) => module?.endsWith("/exported.ts")), []);
});

Deno.test("Contract.base() checks a hidden subclass at its first new, and lists one never used", async () => {
  const { hidden } = await import("./testdata/hidden.ts");
  await Shape.settled();
  const pending = () => Shape.pending().filter(({ module }) => module?.endsWith("/hidden.ts"));
  assert.deepEqual(pending().map(({ site, reason }) => [site?.line, reason]), [
    [3, "unseen"],
    [9, "unseen"],
  ]);
  const shape = hidden.create();
  assert.equal(shape.name(), "hidden");
  assert.throws(() => shape.area(1), { className: "Hidden", blame: "subclass" });
  assert.deepEqual(Shape.find().filter(({ name }) => name === "Hidden").length, 1);
  assert.deepEqual(pending().map(({ site }) => site?.line), [9]);
  assert.equal(hidden.isNeverUsed(shape), false);
});

Deno.test("Contract.base() refuses a subclass at every new, and lists why", async () => {
  const { Slow } = await import("./testdata/refused.ts");
  await Shape.settled();
  const [item] = Shape.pending().filter(({ reason }) => reason === "refused");
  assert.equal(item?.className, "Slow");
  assert.match(
    String(item?.error),
    /area {2}expected a method area\(scale\), received an async method/,
  );
  assert.match(String(item?.error), /class {5}Slow at refused\.ts:3:\d+/);
  for (const _ of [1, 2]) assert.throws(() => new Slow(), item?.error as Error);
  assert.ok(!Shape.find().some(({ name }) => name === "Slow"));
});

Deno.test("Contract.base() leaves a module alone that fails to load", async () => {
  await assert.rejects(import("./testdata/failing.ts"), /does not load/);
  await Shape.settled();
  assert.ok(!Shape.find().some(({ name }) => name === "Failing"));
});

Deno.test("Contract.discover() takes no hooked base of a module for a subclass", async () => {
  const readers = () => Shape.pending().filter(({ module }) => module?.endsWith("_classes.ts"));
  const discovery = await Shape.discover([new URL("./testdata/shape.ts", import.meta.url)]);
  assert.deepEqual(discovery.failed, []);
  assert.deepEqual(readers(), []);
});

Deno.test("Contract.base() keeps what the base is", () => {
  assert.equal(ShapeBase.name, "AbstractShape");
  assert.equal(ShapeBase.create(), 1);
  class Dot extends ShapeBase {
    override area() {
      return 0;
    }
  }
  const dot = new Dot();
  assert.ok(dot instanceof AbstractShape && dot instanceof ShapeBase && dot instanceof Dot);
  assert.ok(dot instanceof (Shape as never));
  assert.equal(Object.getPrototypeOf(Dot), ShapeBase);
  assert.ok(Reflect.construct(Object, [], Dot) instanceof ShapeBase);
  assert.equal(dot.name(), "shape");
});

Deno.test("Contract.base() sees grandchildren and the classes between", () => {
  const Named = namedContract();
  const Base = Named.base(class {});
  class Middle extends Base {
    name(_text: string): string {
      return 7 as never;
    }
  }
  class Leaf extends Middle {
    other() {}
  }
  const leaf = new Leaf();
  assert.throws(() => leaf.name("a"), { className: "Middle", blame: "subclass" });
  assert.throws(() => leaf.name(1 as never), { blame: "caller" });
  assert.deepEqual(Named.find(), [Leaf]);
  assert.throws(() => new Middle().name("a"), { className: "Middle" });
  assert.deepEqual(Named.find(), [Leaf, Middle]);
});

Deno.test("Contract.base() lets a subclass with a mark of its own say how it is registered", () => {
  const Named = namedContract();
  const Base = Named.base(class {});
  class Marked extends Base {
    static {
      Named.implement(this, { name: "own name", capabilities: ["marked"] });
    }
    name(text: string) {
      return text;
    }
  }
  assert.equal(new Marked().name("a"), "a");
  assert.deepEqual([...Named.registry].map(({ name }) => name), ["own name"]);
});

Deno.test("Contract.base() refuses a base that breaks the contract already", () => {
  const Named = namedContract();
  const define = () =>
    Named.base(
      class Wrong {
        async name(text: string) {
          return await text;
        }
      } as never,
    );
  assert.throws(define, /Cannot define class "Wrong": 1 violation/);
});

Deno.test("Contract.base() leaves it to the compiler to miss members", () => {
  const define = () => {
    // @ts-expect-error TS2515: "area" is missing.
    class Empty extends ShapeBase {}
    class Wrong extends ShapeBase {
      // @ts-expect-error TS2416: the scale is a number.
      override area(scale: string): number {
        return scale.length;
      }
    }
    // @ts-expect-error TS2511: an abstract class cannot be created.
    const shape = new ShapeBase();
    const Other = contract<{ size: number }>("test.Sized", {
      members: { size: { attribute: number() } },
    });
    class Sized {
      size = "1";
    }
    // @ts-expect-error TS2345: the size of the base is no number.
    const wrong = Other.base(Sized);
    return [Empty, Wrong, shape, wrong];
  };
  assert.equal(typeof define, "function");
});
