import assert from "node:assert/strict";
import { type Contract, contract, instanceOf, number, string, unknown } from "../mod.ts";

interface Loader {
  load(key: unknown): unknown;
}

interface AsyncLoader {
  load(key: unknown): Promise<unknown>;
}

/** One contract for a plain method, and one that wants the same to be async. */
function loaders() {
  const Plain = contract<Loader>("test.Plain", {
    members: { load: { params: [["key", string()]], returns: instanceOf(Promise) } },
  });
  const Async = contract<AsyncLoader>("test.Async", {
    members: { load: { kind: "async", params: [["key", string()]], returns: number() } },
  });
  return { Plain, Async };
}

function loaderClass(
  order: (contracts: ReturnType<typeof loaders>) => readonly Contract<Loader>[],
) {
  return class Impl {
    static {
      for (const one of order(loaders())) one.implement(this);
    }
    load(key: unknown): unknown {
      return key === "plain" ? 5 : Promise.resolve(key === "good" ? 5 : key);
    }
  };
}

const ORDERS = {
  "the plain one comes first": loaderClass(({ Plain, Async }) => [Plain, Async]),
  "the async one comes first": loaderClass(({ Plain, Async }) => [Async, Plain]),
};

for (const [when, Impl] of Object.entries(ORDERS)) {
  Deno.test(`joinClauses() looks at an answer in all ways when ${when}`, async () => {
    const impl = new Impl();
    for (let call = 0; call < 60; call++) assert.equal(await impl.load("good"), 5);
    await assert.rejects(async () => await impl.load("bad"), { contracts: ["test.Async"] });
    await assert.rejects(
      async () => await impl.load("plain"),
      /expected (an instance of|a) [Pp]ro/,
    );
  });

  Deno.test(`joinClauses() lets a refused call reject when ${when}`, async () => {
    const answer = new Impl().load(5);
    assert.ok(answer instanceof Promise);
    await assert.rejects(answer, { blame: "caller" });
  });
}

Deno.test("joinClauses() refuses arguments of which each contract accepts another one", () => {
  interface Pair {
    put(one: unknown, other: unknown): unknown;
  }
  const create = (id: string, one: typeof number | typeof string) =>
    contract<Pair>(id, {
      members: { put: { params: [["one", one()], ["other", one()]], returns: unknown() } },
    });
  class Impl {
    static {
      create("test.Numbers", number).implement(this);
      create("test.Texts", string).implement(this);
    }
    put(...args: unknown[]) {
      return args.length;
    }
  }
  const impl = new Impl();
  for (let call = 0; call < 60; call++) {
    assert.equal(impl.put(1, 2), 2);
    assert.equal(impl.put("a", "b"), 2);
    assert.throws(() => impl.put(1, "b"), { blame: "caller" });
  }
});
