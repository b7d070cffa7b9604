import assert from "node:assert/strict";
import { contract, integer, number, optional, predicate, string } from "./mod.ts";
import { type Store, storeContract, thrown } from "./testdata/store_contract.ts";

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
  assert.match(lines[7]!, /^ {2}class {5}Bad at implement_test\.ts:\d+:\d+$/);
  assert.match(lines[8]!, /^ {2}contract {2}test\.Store@1\.2\.0 at store_contract\.ts:\d+:\d+$/);
  assert.equal(error.className, "Bad");
  assert.deepEqual(Store.find(), []);
});

Deno.test("implement() offers the kind that a generator method asks for", () => {
  interface Bag {
    [Symbol.iterator](): Iterator<string>;
    watch(): AsyncIterator<string>;
  }
  class Words implements Bag {
    *[Symbol.iterator](): Generator<string> {
      yield "a";
    }
    async *watch(): AsyncGenerator<string> {
      yield await "b";
    }
  }
  const Silent = contract<Bag>("test.Bag", {
    members: { [Symbol.iterator]: { params: [] }, watch: { params: [] } },
  });
  assert.deepEqual(thrown(() => Silent.implement(Words)).violations.map(({ hint }) => hint), [
    'remove "async" and "*", or say kind: "asyncGenerator" in the contract',
    'remove "*", or say kind: "generator" in the contract',
  ]);
  const Said = contract<Bag>("test.Bag", {
    members: {
      [Symbol.iterator]: { kind: "generator", params: [], yields: string() },
      watch: { kind: "asyncGenerator", params: [], yields: string() },
    },
  });
  Said.implement(Words);
  assert.deepEqual([...new Words()], ["a"]);
});

Deno.test("implement() takes capabilities as an array of names alone", () => {
  const Store = storeContract();
  class Memory {
    save() {
      return "";
    }
    close() {}
  }
  for (const [capabilities, problem] of [["push", '"push"'], [[5], "an array of 1"]] as const) {
    assert.throws(() => Store.implement(Memory, { capabilities: capabilities as never }), {
      name: "TypeError",
      message: 'Cannot implement contract "test.Store" as "capabilities" must be an array of ' +
        `non-empty strings: current value is ${problem}`,
    });
  }
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

Deno.test("implement() names a member that is missing whatever its name", () => {
  for (const key of ["a(", "[x", "b.c", "$d", "e\\"]) {
    const Odd = contract<Record<string, () => void>>(`test.Odd`, {
      members: { [key]: { params: [] } } as never,
    });
    const error = thrown(() => Odd.implement(class Empty {} as never));
    assert.deepEqual(error.violations.map(({ kind, member }) => [kind, member]), [[
      "missing",
      key,
    ]]);
  }
  const Dollar = contract<{ $d(): void }>("test.Dollar", { members: { $d: { params: [] } } });
  class Field {
    $d = () => {};
  }
  const error = thrown(() => Dollar.implement(Field));
  assert.equal(error.violations[0]!.hint, 'turn the field "$d" into a method');
});

Deno.test("implement() makes an async member reject when a schema throws", async () => {
  const boom = new Error("boom");
  const broken = predicate<number>(() => {
    throw boom;
  }, "a number");
  interface Jobs {
    one(a: number): Promise<void>;
    four(a: number, b: number, c: number, d: number): Promise<void>;
    all(a: number): AsyncIterable<number>;
    sync(a: number): void;
  }
  const Jobs = contract<Jobs>("test.Jobs", {
    members: {
      one: { kind: "async", params: [["a", broken]] },
      four: {
        kind: "async",
        params: [["a", number()], ["b", number()], ["c", number()], ["d", broken]],
      },
      all: { kind: "asyncGenerator", params: [["a", broken]] },
      sync: { params: [["a", broken]] },
    },
  });
  class Impl {
    static {
      Jobs.implement(this);
    }
    async one() {}
    async four() {}
    async *all() {}
    sync() {}
  }
  const jobs: Jobs = new Impl();
  const isBoom = (error: unknown) => error === boom;
  await assert.rejects(jobs.one(1), isBoom);
  await assert.rejects(jobs.four(1, 2, 3, 4), isBoom);
  await assert.rejects(Array.fromAsync(jobs.all(1)), isBoom);
  assert.throws(() => jobs.sync(1), isBoom);
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
  assert.match(late.violations[0]!.hint!, /put the block .* below the static fields/);
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
