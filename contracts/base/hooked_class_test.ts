import assert from "node:assert/strict";
import { inspect } from "node:util";
import { type Contract, contract, string } from "../mod.ts";

interface Named {
  name(text: string): string;
}

interface Sized {
  size(): string;
}

function named(): Contract<Named> {
  return contract<Named>("test.Named", {
    members: { name: { params: [["text", string()]], returns: string() } },
  });
}

function sized(): Contract<Sized> {
  return contract<Sized>("test.Sized", { members: { size: { params: [], returns: string() } } });
}

class Plain implements Named {
  static made = 0;
  static readonly #prefix = "plain ";
  static make<T>(this: new () => T): T {
    return new this();
  }
  static prefix(): string {
    return Plain.#prefix;
  }
  readonly #own = "own ";
  name(text: string): string {
    return this.#own + text;
  }
}

Deno.test("Contract.base() does no harm when others read the prototype", () => {
  const Named = named();
  const Base = Named.base(class extends Plain {});
  class Sub extends Base {}
  const sub = new Sub();
  assert.equal(Base.prototype.name.call(sub, "a"), "own a");
  assert.ok(sub instanceof Base && sub instanceof Plain);
  assert.match(inspect(sub), /^Sub/);
  inspect(Base, { showHidden: true });
  const descriptors = Object.getOwnPropertyDescriptors(Base);
  assert.equal(typeof descriptors.prototype?.get, "function");
  assert.deepEqual(structuredClone({ ...sub }), {});
  assert.deepEqual(Named.find(), [Sub]);
  assert.equal(new Sub().name("b"), "own b");
});

Deno.test("Contract.base() leaves foreign classes alone that Reflect.construct() names", () => {
  const Named = named();
  const Base = Named.base(class extends Plain {});
  class Foreign {}
  assert.ok(Reflect.construct(Base, [], Foreign) instanceof Foreign);
  function NoPrototype() {}
  NoPrototype.prototype = undefined;
  assert.equal(Object.getPrototypeOf(Reflect.construct(Base, [], NoPrototype)), Object.prototype);
  assert.deepEqual(Named.find(), []);
  class Sub extends Base {}
  const proxy = new Proxy(Sub, {});
  assert.equal(new proxy().name("a"), "own a");
  assert.deepEqual(Named.find(), [Sub]);
});

Deno.test("Contract.base() keeps private members, statics and super", () => {
  const Base = named().base(class extends Plain {});
  class Sub extends Base {
    static override prefix() {
      return `sub of ${super.prefix()}`;
    }
    override name(text: string) {
      return `(${super.name(text)})`;
    }
  }
  assert.equal(Sub.make().name("a"), "(own a)");
  assert.ok(Sub.make() instanceof Sub);
  assert.ok(Base.make() instanceof Base);
  assert.equal(Sub.prefix(), "sub of plain ");
  Sub.made = 2;
  assert.equal(Plain.made, 0);
});

Deno.test("Contract.base() hands on an object that the constructor returns instead", () => {
  const Named = named();
  const other = new Plain();
  const Base = Named.base(
    class extends Plain {
      constructor() {
        super();
        return other;
      }
    },
  );
  class Sub extends Base {}
  assert.equal(new Sub(), other);
  assert.deepEqual(Named.find(), [Sub]);
});

Deno.test("Contract.base() lets a subclass implement a second contract", () => {
  const Named = named();
  const Sized = sized();
  const Base = Named.base(class extends Plain {});
  class Both extends Base {
    static {
      Sized.implement(this);
    }
    size() {
      return 7 as never;
    }
  }
  assert.throws(() => new Both().size(), { className: "Both", blame: "implementation" });
  assert.throws(() => new Both().name(7 as never), { blame: "caller" });
  assert.deepEqual([Named.find(), Sized.find()], [[Both], [Both]]);
});

Deno.test("Contract.base() asks a refused class again when the mode has changed", () => {
  const Named = named();
  const Base = Named.base(class {});
  class Empty extends Base {}
  for (const _ of [1, 2]) assert.throws(() => new Empty(), /Cannot define class "Empty"/);
  assert.deepEqual(Named.pending().map(({ reason, count }) => [reason, count]), [["refused", 1]]);
  Named.setMode("off");
  assert.ok(new Empty() instanceof Base);
  assert.deepEqual([Named.find(), Named.pending()], [[Empty], []]);
});

Deno.test("Contract.base() checks subclasses that were defined while the contract was off", () => {
  const Named = named();
  using _off = Named.setMode("off");
  const Base = Named.base(class {});
  class Sub extends Base {
    name(text: string) {
      return text;
    }
  }
  const sub = new Sub();
  assert.equal(sub.name(7 as never), 7);
  Named.setMode("enforce");
  assert.throws(() => sub.name(7 as never), { blame: "caller" });
});

Deno.test("Contract.base() makes a base of a base, and of a contract that extends another", () => {
  const Named = named();
  const Tagged = Named.extend<Named & { tag(): string }>("test.Tagged", {
    members: { tag: { params: [], returns: string() } },
  });
  const NamedBase = Named.base(class extends Plain {});
  const TaggedBase = Tagged.base(NamedBase);
  class Tag extends TaggedBase {
    tag() {
      return 7 as never;
    }
  }
  class Other extends NamedBase {
    tag() {
      return 7;
    }
  }
  assert.deepEqual(Named.pending().map(({ count }) => count), [1, 1]);
  assert.throws(() => new Tag().tag(), { className: "Tag" });
  assert.equal(new Other().tag(), 7);
  assert.equal(new TaggedBase().name("a"), "own a");
  assert.deepEqual([Named.find(), Tagged.find()], [[Tag, Other], [Tag]]);
  assert.deepEqual([Named.pending(), Tagged.pending()], [[], []]);
});
