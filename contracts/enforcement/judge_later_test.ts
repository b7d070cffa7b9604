import assert from "node:assert/strict";
import { contract, ContractError, type ContractOptions, integer } from "../mod.ts";
import { numeric, slowNumeric } from "../testdata/foreign_schema.ts";

interface Desk {
  sum(one: number, other: number): Promise<number>;
  plain(one: number): number;
}

function deskClass(options: ContractOptions = {}) {
  const Desk = contract<Desk>("test.Desk", {
    ...options,
    members: {
      sum: {
        kind: "async",
        params: [["one", slowNumeric()], ["other", slowNumeric()]],
        returns: slowNumeric(),
      },
      plain: { params: [["one", slowNumeric()]] },
    },
  });
  return class Impl {
    static {
      Desk.implement(this);
    }
    calls = 0;
    sum(one: unknown, other: unknown): Promise<number> {
      this.calls++;
      return Promise.resolve(one === 0 ? "none" as never : Number(one) + Number(other));
    }
    plain(one: number) {
      return one;
    }
  };
}

/** The error that a promise is rejected with. */
async function refused(promise: Promise<unknown>): Promise<ContractError> {
  const error = await promise.then(() => assert.fail("was not refused"), (error) => error);
  assert.ok(error instanceof ContractError, String(error));
  return error;
}

Deno.test("judgeArgumentsLater() tells what is wrong with each argument", async () => {
  const desk = new (deskClass())();
  assert.equal(await desk.sum(1, 2), 3);
  for (
    const [args, paths] of [
      [["x", 2], ["one"]],
      [[1, "x"], ["other"]],
      [["x", "y"], ["one", "other"]],
    ] as const
  ) {
    const error = await refused(desk.sum(args[0], args[1]));
    assert.deepEqual([error.blame, error.violations.map(({ path }) => path[0])], ["caller", paths]);
    assert.match(error.message, /^Cannot call Impl\.sum\(one, other\)/);
    assert.match(error.message, /caller {4}judge_later_test\.ts/);
  }
  assert.equal(desk.calls, 1);
});

Deno.test("judgeArgumentsLater() joins contracts with OR", async () => {
  interface Loader {
    load(key: unknown): Promise<unknown>;
  }
  const Slow = contract<Loader>("test.Slow", {
    members: { load: { kind: "async", params: [["key", slowNumeric()]] } },
  });
  const Texts = contract<Loader>("test.Texts", {
    members: {
      load: { kind: "async", params: [["key", integer({ max: 5 })]], returns: numeric() },
    },
  });
  class Impl {
    static {
      Slow.implement(this);
      Texts.implement(this);
    }
    load(key: unknown): Promise<unknown> {
      return Promise.resolve(key);
    }
  }
  assert.equal(await new Impl().load(6), 6);
  assert.deepEqual((await refused(new Impl().load("x"))).contracts.length, 2);
});

Deno.test("judgeAnswerLater() refuses a result and blames the implementation", async () => {
  const error = await refused(new (deskClass())().sum(0, 0));
  assert.equal(error.blame, "implementation");
  assert.match(error.message, /^Cannot return from Impl\.sum.*\n.*result {2}expected.*"none"/);
});

Deno.test("judgeAnswerLater() only tells a listener when the mode is report", async () => {
  const heard: string[] = [];
  const Impl = deskClass({ mode: "report", onViolation: ({ blame }) => heard.push(blame) });
  assert.equal(await new Impl().sum(0, "x"), "none");
  assert.deepEqual(heard, ["caller", "implementation"]);
});

Deno.test("contract() cannot wait for a schema when the method is not async", () => {
  const { plain } = new (deskClass())();
  assert.throws(() => plain(1), { name: "AsyncSchemaError" });
  assert.throws(() => Reflect.apply(plain, undefined, [1, 2]), { name: "AsyncSchemaError" });
});
