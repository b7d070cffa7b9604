/**
 * What `static { Contract.implement(this) }` gets right where a decorator of this Deno does not:
 * the classes are those of decorator_lowering_test.ts.
 */
import assert from "node:assert/strict";
import { type Contract, contract, ContractError, number, string } from "./mod.ts";

interface Named {
  name(text: string): string;
}

function namedContract(): Contract<Named> {
  return contract<Named>("test.Named", {
    members: { name: { params: [["text", string()]], returns: string() } },
  });
}

Deno.test("Contract.implement() in a block takes the class itself when a static field has one", () => {
  const Named = namedContract();
  class Outer {
    static Inner = class Inner {};
    static {
      Named.implement(this);
    }
    name(text: string) {
      return text;
    }
  }
  assert.deepEqual(Named.find(), [Outer]);
  assert.ok(new Outer.Inner());
});

Deno.test("Contract.implement() in a block runs once at definition when fields follow", () => {
  const Named = namedContract();
  let blocks = 0;
  class Fields {
    static {
      blocks++;
      Named.implement(this);
    }
    field = 1;
    name(text: string) {
      return text;
    }
  }
  assert.deepEqual([blocks, Named.find()], [1, [Fields]]);
  for (const _ of [1, 2]) assert.equal(new Fields().field, 1);
  assert.deepEqual([blocks, Named.find()], [1, [Fields]]);
});

Deno.test("Contract.implement() in a block is at work when a class has fields only", () => {
  const Sized = contract<{ size: number }>("test.Sized", {
    members: { size: { attribute: number({ min: 2 }) } },
  });
  class FieldOnly {
    static {
      Sized.implement(this);
    }
    size = 1;
  }
  assert.deepEqual(Sized.find(), [FieldOnly]);
  assert.equal(Sized.check(new FieldOnly()).length, 1);
});

Deno.test("Contract.implement() in a block hands on to a subclass what the parent keeps", () => {
  const Named = namedContract();
  const Other = contract<{ other(): string }>("test.Other", {
    members: { other: { params: [], returns: string() } },
  });
  class Parent {
    static {
      Named.implement(this);
    }
    name(text: string) {
      return text;
    }
  }
  class Child extends Parent {
    static {
      Other.implement(this);
    }
    other() {
      return "other";
    }
    override name(_text: string): string {
      return 7 as never;
    }
  }
  assert.throws(() => new Child().name("a"), { className: "Child", blame: "subclass" });
});

Deno.test("Contract.implement() in a block leaves the name inside the class the same", () => {
  const Named = namedContract();
  class Marked {
    static #made = 1;
    static {
      Named.implement(this);
    }
    static self(): unknown {
      return Marked;
    }
    static made(): number {
      return Marked.#made;
    }
    name(text: string) {
      return text;
    }
  }
  assert.equal(Marked.self(), Marked);
  assert.equal(Marked.made(), 1);
  assert.deepEqual(Named.find(), [Marked]);
});

Deno.test("Contract.implement() in a block tells its line", async () => {
  const Named = namedContract();
  const define = () => {
    class Unfinished {
      static {
        // @ts-expect-error TS2345: "name" is missing.
        Named.implement(this); // this line
      }
    }
    return Unfinished;
  };
  const lines = (await Deno.readTextFile(new URL(import.meta.url))).split("\n");
  assert.throws(define, (error) => {
    assert.ok(error instanceof ContractError);
    const { line, column } = error.sites.class!;
    assert.match(lines[line - 1]!.slice(column - 1), /^implement\(this\); \/\/ this line/);
    return true;
  });
});
