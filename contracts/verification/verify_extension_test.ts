import assert from "node:assert/strict";
import {
  array,
  type Contract,
  contract,
  ContractError,
  number,
  object,
  optional,
  predicate,
  string,
} from "../mod.ts";

interface Store {
  save(order: { amount: number; tags: string[] }): string;
}
interface LoudStore extends Store {
  save(order: { amount: number; tags: string[] }, loudly?: number): string;
}
const order = (min: number) => object({ amount: number({ min }), tags: array(string()) });

function storeContract(): Contract<Store> {
  return contract<Store>("test.Store", {
    version: "1.0.0",
    members: { save: { params: [["order", order(0)]], returns: string({ minLength: 1 }) } },
  });
}

Deno.test("Contract.extend() refuses a narrower parameter with a value that shows it", () => {
  const Store = storeContract();
  assert.throws(
    () =>
      Store.extend<Store>("test.Narrow", { members: { save: { params: [["order", order(1)]] } } }),
    (error: unknown) => {
      assert.ok(error instanceof ContractError);
      const lines = error.message.split("\n");
      assert.equal(
        lines[0],
        'Cannot extend contract "test.Store@1.0.0" as "test.Narrow": ' +
          '1 violation of contract "test.Store@1.0.0"',
      );
      assert.match(
        lines[1]!,
        /^ {2}1\. save\.order\.amount {2}expected to accept 0(\.5)? \(number\)/,
      );
      assert.match(lines[2]!, /hint: accept at least what the parent accepts/);
      assert.match(error.message, /caller {4}verify_extension_test\.ts:\d+/);
      assert.equal(error.blame, "subclass");
      assert.deepEqual(error.violations.map(({ kind }) => kind), ["substitution"]);
      return true;
    },
  );
});

Deno.test("Contract.extend() refuses a wider result, another kind, and a further required parameter", () => {
  const Store = storeContract();
  const params = [["order", order(0)]] as const;
  const breaks: readonly [() => unknown, RegExp][] = [
    [
      () => Store.extend<Store>("test.Wide", { members: { save: { params, returns: string() } } }),
      /save\.result\s+expected string of at least 1 characters?, as "test\.Store@1\.0\.0" promises/,
    ],
    [
      () => Store.extend("test.Async", { members: { save: { kind: "async", params } } } as never),
      /save\s+expected a method, as in "test\.Store@1\.0\.0",\s+received an async method/,
    ],
    [
      () =>
        Store.extend<LoudStore>("test.More", {
          members: { save: { params: [...params, ["loudly", number() as never]] } },
        }),
      /save\.loudly\s+expected at most 1 parameter, as "test\.Store@1\.0\.0" has,\s+received a required one/,
    ],
  ];
  for (const [extend, message] of breaks) assert.throws(extend, message);
});

Deno.test("Contract.extend() takes what accepts more, promises less and asks for nothing new", () => {
  const Store = storeContract();
  const Loud = Store.extend<LoudStore>("test.Loud", {
    members: {
      save: {
        params: [["order", order(-1)], ["loudly", optional(number())]],
        returns: string({ minLength: 2 }),
      },
    },
  });
  class LoudMemory implements LoudStore {
    static {
      Loud.implement(this);
    }
    save({ amount }: { amount: number }, loudly = 1): string {
      return "!".repeat(loudly) + amount;
    }
  }
  const store = new LoudMemory();
  assert.equal(store.save({ amount: -1, tags: [] } as never), "!-1");
  assert.throws(() => store.save({ amount: 1, tags: [] } as never, 0), {
    contracts: ["test.Loud"],
    blame: "implementation",
  });
  assert.throws(() => store.save({ amount: -2, tags: [] } as never), { blame: "caller" });
  assert.deepEqual([...Store.find(), ...Loud.find()], [LoudMemory, LoudMemory]);
});

Deno.test("Contract.extend() asks predicates that trip over what is not there", () => {
  interface Named {
    name(text: string): void;
  }
  const members = {
    name: {
      params: [["text", predicate<string>((text) => (text as string).length > 0, "a name")]],
    },
  } as const;
  const Named = contract<Named>("test.Named", { members });
  assert.equal(Named.extend<Named>("test.Renamed", { members }).members.length, 1);
  const [method] = Named.members;
  assert.ok(method?.form === "method" && method.params[0]?.optional === false);
});

Deno.test("Contract.extend() refuses to leave a member out, and the id of what it extends", () => {
  const Store = storeContract();
  const save = { params: [["order", order(0)]], optional: true } as const;
  assert.throws(
    () => Store.extend("test.Lazy", { members: { save } } as never),
    /save\s+expected a member that every class has.*\s+received an optional one\s+hint: remove "optional"/,
  );
  assert.throws(
    () => Store.extend<Store>("test.Store", { members: {} }),
    /Cannot define contract "test.Store" as what it extends has that id/,
  );
});

Deno.test("Contract.extend() only tells a listener of a break while the mode is report", () => {
  const heard: ContractError[] = [];
  const Store = storeContract();
  const Narrow = Store.extend<Store>("test.Narrow", {
    mode: "report",
    onViolation: (error) => heard.push(error),
    members: { save: { params: [["order", order(1)]] } },
  });
  assert.equal(heard.length, 1);
  class Memory implements Store {
    static {
      Narrow.implement(this);
    }
    save({ amount }: { amount: number }): string {
      return `${amount}`;
    }
  }
  Narrow.setMode("enforce");
  assert.throws(() => new Memory().save({ amount: 0, tags: [] } as never), {
    blame: "subclass",
    contracts: ["test.Narrow", "test.Store@1.0.0"],
  });
});
