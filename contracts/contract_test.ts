import assert from "node:assert/strict";
import {
  array,
  contract,
  ContractError,
  integer,
  number,
  object,
  optional,
  Registry,
  string,
} from "./mod.ts";

interface Store {
  save(order: { id: string; tags: string[] }, retries?: number): string;
  close(): void;
}

function storeContract() {
  return contract<Store>("test.Store", {
    version: "1.2.0",
    capabilities: ["persistent"],
    members: {
      save: {
        params: [
          ["order", object({ id: string(), tags: array(string()) })],
          ["retries", optional(integer({ min: 0 }))],
        ],
        returns: string({ minLength: 1 }),
      },
      close: { params: [] },
    },
  });
}

function thrown(body: () => unknown): ContractError {
  try {
    body();
  } catch (error) {
    assert.ok(error instanceof ContractError, String(error));
    return error;
  }
  return assert.fail("did not throw");
}

Deno.test("implement() keeps the class and its members as they are", () => {
  const Store = storeContract();
  class Memory {
    static {
      assert.equal(Store.implement(this), this);
    }
    #orders: string[] = [];
    save(order: { id: string; tags: string[] }, retries = 0) {
      this.#orders.push(order.id);
      return `${order.id}:${retries}:${this.#orders.length}`;
    }
    close() {}
  }
  assert.equal(Memory.prototype.save.name, "save");
  assert.equal(Memory.prototype.save.length, 1);
  assert.equal(Object.keys(Memory.prototype).length, 0);
  assert.equal(new Memory().save({ id: "a", tags: [] }), "a:0:1");
  assert.equal(new Memory().save({ id: "a", tags: [] }, 2), "a:2:1");
});

Deno.test("implement() passes on exactly the arguments that came in", () => {
  interface Counter {
    count(a?: number, b?: number): number;
  }
  const optionalNumber = optional(number());
  const Counter = contract<Counter>("test.Counter", {
    members: { count: { params: [["a", optionalNumber], ["b", optionalNumber]] } },
  });
  class Impl {
    static {
      Counter.implement(this);
    }
    count(..._args: number[]) {
      return arguments.length;
    }
  }
  const loose = new Impl() as { count(...args: unknown[]): number };
  assert.deepEqual([[], [1], [1, 2], [1, 2, 3]].map((args) => loose.count(...args)), [0, 1, 2, 3]);
});

Deno.test("implement() works as a decorator and as a function", () => {
  const Store = storeContract();
  @Store.implement
  class Decorated {
    save() {
      return "";
    }
    close() {}
  }
  const Called = Store.implement(
    class {
      save() {
        return "";
      }
      close() {}
    },
  );
  for (const Class of [Decorated, Called]) {
    const error = thrown(() => (new Class() as Store).save({ id: "a", tags: [] }));
    assert.equal(error.blame, "implementation");
  }
  assert.deepEqual([...Store.registry].map((entry) => entry.name), ["Decorated", "anonymous-1"]);
});

Deno.test("implement() reports every problem of a class with a way out", () => {
  const Store = storeContract();
  const error = thrown(() =>
    Store.implement(
      class Bad {
        async save(a: unknown, b: unknown, c: unknown) {
          return await [a, b, c];
        }
        clsoe() {}
      } as never,
    )
  );
  const lines = error.message.split("\n");
  assert.deepEqual(lines.slice(0, 7), [
    'Cannot define class "Bad": 3 violations of contract "test.Store@1.2.0"',
    "  1. save   expected a method save(order, retries), received an async method",
    '       hint: remove "async"',
    "  2. save   expected at most 2 required parameters (order, retries), received 3",
    "       hint: give parameter 3 a default value",
    "  3. close  expected a method close(), received nothing",
    '       hint: rename "clsoe" to "close"',
  ]);
  assert.match(lines[7]!, /^ {2}class {5}Bad at contract_test\.ts:\d+:\d+$/);
  assert.match(lines[8]!, /^ {2}contract {2}test\.Store@1\.2\.0 at contract_test\.ts:\d+:\d+$/);
  assert.equal(error.className, "Bad");
  assert.deepEqual(Store.find(), []);
});

Deno.test("implement() points at a field that should be a method", () => {
  const Store = storeContract();
  const error = thrown(() =>
    Store.implement(
      class Fields {
        save = () => "a";
        close() {}
      },
    )
  );
  assert.equal(error.violations[0]!.hint, 'turn the field "save" into a method');
});

Deno.test("implement() refuses accessors and values in place of methods", () => {
  const Store = storeContract();
  class Odd {
    get save() {
      return () => "a";
    }
    close() {}
  }
  Object.defineProperty(Odd.prototype, "close", { value: 5 });
  const error = thrown(() => Store.implement(Odd));
  assert.deepEqual(error.violations.map((violation) => violation.received), [
    "an accessor",
    "5 (number)",
  ]);
});

Deno.test("implement() refuses a frozen class with an error of its own", () => {
  const Store = storeContract();
  class Frozen {
    save() {
      return "a";
    }
    close() {}
  }
  Object.freeze(Frozen.prototype);
  const error = thrown(() => Store.implement(Frozen));
  assert.deepEqual(error.violations.map((violation) => violation.kind), ["sealed", "sealed"]);
});

Deno.test("implement() changes nothing when the name is taken", () => {
  const Store = storeContract();
  class Memory {
    save() {
      return "";
    }
    close() {}
  }
  const Other = class Memory {
    save() {
      return "";
    }
    close() {}
  };
  Store.implement(Memory);
  const { save } = Other.prototype;
  assert.throws(() => Store.implement(Other), { name: "RegistryError", reason: "duplicate" });
  assert.equal(Other.prototype.save, save);
});

Deno.test("implement() refuses what is not a class and unknown options", () => {
  const Store = storeContract();
  assert.throws(() => Store.implement({} as never), /needs a class: got an object/);
  const options = { capability: "x" } as never;
  assert.throws(() => Store.implement(class {} as never, options), /use "capabilities"/);
});

Deno.test("ContractError lists every bad argument with caller, method and contract", () => {
  const Store = storeContract();
  class Memory {
    static {
      Store.implement(this);
    }
    save(order: { id: string }) {
      return order.id;
    }
    close() {}
  }
  const store = new Memory() as { save(...args: unknown[]): string };
  const error = thrown(() => store.save({ id: 7, tags: ["a", 3] }, -1));
  const lines = error.message.split("\n");
  assert.deepEqual(lines.slice(0, 4), [
    'Cannot call Memory.save(order, retries): 3 violations of contract "test.Store@1.2.0"',
    "  1. order.id       expected string, received 7 (number)",
    "  2. order.tags[1]  expected string, received 3 (number)",
    "  3. retries        expected integer >= 0 or undefined, received -1 (number)",
  ]);
  assert.match(lines[4]!, /^ {2}caller {4}contract_test\.ts:\d+:\d+$/);
  assert.match(lines[5]!, /^ {2}method {4}Memory\.save at contract_test\.ts:\d+:\d+$/);
  assert.match(error.stack!, /^ContractError: Cannot call/);
  assert.match(error.stack!.slice(error.message.length).split("\n")[1]!, /contract_test\.ts/);
  assert.ok(error instanceof TypeError);
  assert.equal(error.blame, "caller");
  assert.deepEqual(JSON.parse(JSON.stringify(error)).violations[1].path, ["order", "tags", 1]);
});

Deno.test("ContractError shortens a huge payload and lists at most twenty problems", () => {
  const Store = storeContract();
  class Memory {
    static {
      Store.implement(this);
    }
    save() {
      return "a";
    }
    close() {}
  }
  const store = new Memory() as { save(...args: unknown[]): string };
  const huge = { id: Object.fromEntries(Array.from({ length: 1e5 }, (_, i) => [`key${i}`, i])) };
  const error = thrown(() => store.save({ ...huge, tags: Array.from({ length: 1000 }, () => 1) }));
  assert.equal(error.violations.length, 1001);
  assert.ok(error.message.length < 2000);
  assert.match(error.message, /\.\.\. and 981 more in error\.violations/);
});

Deno.test("implement() rejects instead of throwing when the method is async", async () => {
  interface Remote {
    load(id: string): Promise<number>;
  }
  const Remote = contract<Remote>("test.Remote", {
    members: { load: { kind: "async", params: [["id", string()]], returns: number() } },
  });
  class Impl {
    static {
      Remote.implement(this);
    }
    load(id: string): Promise<number> {
      if (id === "plain") return 5 as never;
      return Promise.resolve(id === "bad" ? "x" as never : 1);
    }
  }
  const remote = new Impl();
  assert.equal(await remote.load("a"), 1);
  await assert.rejects(remote.load(7 as never), { name: "ContractError", blame: "caller" });
  await assert.rejects(remote.load("bad"), /return from Impl\.load\(id\).*\n.*received "x"/);
  await assert.rejects(remote.load("plain"), /expected a promise, received 5 \(number\)/);
});

Deno.test("implement() checks attributes when an accessor is read or written", () => {
  interface Box {
    size: number;
  }
  const Box = contract<Box>("test.Box", { members: { size: { attribute: integer() } } });
  class Impl {
    static {
      Box.implement(this);
    }
    #size: number | string = 1;
    get size(): number {
      return this.#size as number;
    }
    set size(value: number) {
      this.#size = value;
    }
    spoil() {
      this.#size = "big";
    }
  }
  const box = new Impl();
  box.size = 3;
  assert.equal(box.size, 3);
  assert.equal(thrown(() => box.size = 1.5).blame, "caller");
  assert.equal(box.size, 3);
  box.spoil();
  assert.match(thrown(() => box.size).message, /^Cannot read Impl\.size: 1 violation/);
  assert.deepEqual(Box.check(box).map((violation) => violation.received), ['"big" (string)']);
});

Deno.test("implement() verifies and checks static members", () => {
  interface Plug {
    run(): void;
  }
  interface PlugStatic {
    readonly topic: string;
    open(path: string): Plug;
  }
  const Plug = contract<Plug, PlugStatic>("test.Plug", {
    members: { run: { params: [] } },
    statics: { topic: { attribute: string() }, open: { params: [["path", string()]] } },
  });
  class Good {
    static topic = "a";
    static {
      Plug.implement(this);
    }
    static open(_path: string) {
      return new this();
    }
    run() {}
  }
  assert.ok(Good.open("x") instanceof Good);
  assert.equal(Plug.get().topic, "a");
  assert.match(
    thrown(() => Good.open(1 as never)).message,
    /^Cannot call static Good\.open\(path\)/,
  );
  const late = thrown(() =>
    class Late {
      static {
        Plug.implement(this as never);
      }
      static open() {
        return new this();
      }
      run() {}
      static topic = "a";
    }
  );
  assert.match(late.violations[0]!.hint!, /put the static block .* below "static topic"/);
  @Plug.implement
  class Decorated {
    static topic = "b";
    static open(_path: string) {
      return new Decorated();
    }
    run() {}
  }
  assert.equal(thrown(() => Decorated.open(1 as never)).className, "Decorated");
});

Deno.test("implement() takes a decorated class with bad static members out of the registry", () => {
  interface Plug {
    run(): void;
  }
  const Plug = contract<Plug, { topic: string }>("test.Plug", {
    members: { run: { params: [] } },
    statics: { topic: { attribute: string() } },
  });
  thrown(() => {
    @Plug.implement
    class Bad {
      static topic = 5 as never as string;
      run() {}
    }
    return Bad;
  });
  assert.deepEqual([...Plug.registry], []);
});

Deno.test("contract() names the place of a mistake in its specification", () => {
  const define = (spec: unknown) => () => contract("test.Bad", spec as never);
  assert.throws(define({ members: null }), /"members" must be an object/);
  assert.throws(define({ members: { a: 1 } }), /"members\.a" must be \{ params/);
  assert.throws(define({ members: { a: {} } }), /"members\.a\.params" must be an array/);
  assert.throws(define({ members: { a: { params: [1] } } }), /"members\.a\.params\[0\]" must be/);
  assert.throws(define({ members: { a: { params: [["x", 1]] } } }), /must be a schema/);
  assert.throws(define({ members: { a: { params: [], kind: "x" } } }), /members\.a\.kind/);
  assert.throws(define({ members: { a: { params: [], yields: string() } } }), /"yields" does not/);
  assert.throws(define({ members: {}, version: "1" }), /must be a semantic version/);
  assert.throws(() => contract("", { members: {} }), /"id" must be a non-empty string/);
});

Deno.test("assert() returns what fits and lists what does not", () => {
  const Store = storeContract();
  const literal = { save: () => "a", close() {} };
  assert.equal(Store.assert(literal), literal);
  assert.ok(Store.is(literal));
  assert.ok(!Store.is(null));
  assert.ok(!Store.is({ save: 1, close() {} }));
  const error = thrown(() => Store.assert({ close() {} }));
  assert.match(error.message, /^Cannot accept a value as "test\.Store": 1 violation/);
  assert.match(error.message, /caller {4}contract_test\.ts/);
  assert.match(thrown(() => Store.assert(5)).message, /expected an object, received 5 \(number\)/);
});

Deno.test("check() accepts optional members that are left out", () => {
  interface Hook {
    name?: string;
    stop?(): void;
  }
  const Hook = contract<Hook>("test.Hook", {
    registry: new Registry(),
    members: {
      name: { attribute: string(), optional: true },
      stop: { params: [], optional: true },
    },
  });
  assert.deepEqual(Hook.check({}), []);
  assert.deepEqual(Hook.check({ stop: undefined }), []);
  assert.deepEqual(Hook.check({ name: 1, stop: 2 }).map((one) => one.member), ["name", "stop"]);
  Hook.implement(class Empty {});
});
