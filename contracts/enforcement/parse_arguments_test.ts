import assert from "node:assert/strict";
import { contract, type ContractError, type ContractOptions, type StandardSchema } from "../mod.ts";
import { defaulting, leavable, numeric, slowNumeric } from "../testdata/foreign_schema.ts";

interface Adder {
  add(one: number, other: number): unknown;
}

const double = (value: unknown) => Number(value) * 2;

/** Contracts whose methods hand on what they get, at once or after a wait. */
function adderClass(
  one: StandardSchema<number>,
  other: StandardSchema<number>,
  options: ContractOptions = {},
) {
  const params = [["one", one, { parse: true }], ["other", other]] as const;
  const Adder = contract<Adder>("test.Adder", { ...options, members: { add: { params } } });
  return class Impl {
    static {
      Adder.implement(this);
    }
    add(...args: unknown[]): unknown {
      return args;
    }
  };
}

interface SlowAdder {
  add(one: number, other: number): Promise<unknown>;
}

function slowAdderClass(
  one: StandardSchema<number>,
  other: StandardSchema<number>,
  options: ContractOptions = {},
) {
  const params = [["one", one, { parse: true }], ["other", other]] as const;
  const Adder = contract<SlowAdder>("test.SlowAdder", {
    ...options,
    members: { add: { kind: "async", params } },
  });
  return class Impl {
    static {
      Adder.implement(this);
    }
    add(...args: unknown[]): Promise<unknown> {
      return Promise.resolve(args);
    }
  };
}

Deno.test("parseArguments() hands on the output of those schemas alone that are to parse", () => {
  const Impl = adderClass(numeric(double), numeric(double));
  assert.deepEqual(new Impl().add(1, 2), [2, 2]);
  assert.deepEqual(new Impl().add(1, 2, "more"), [2, 2, "more"]);
  assert.throws(() => new Impl().add("x", 2), { name: "ContractError", blame: "caller" });
});

Deno.test("parseArguments() leaves an argument that is refused when that is only reported", () => {
  const heard: ContractError[] = [];
  const onViolation = (error: ContractError) => heard.push(error);
  const Impl = adderClass(numeric(double), numeric(), { mode: "report", onViolation });
  assert.deepEqual(new Impl().add("x", 2), ["x", 2]);
  assert.deepEqual(heard.map(({ violations }) => violations.length), [1]);
});

Deno.test("parseArguments() leaves out what was left out unless there is a default", () => {
  interface Adders {
    defaulted(one?: number): unknown;
    left(one?: number): unknown;
  }
  const Adders = contract<Adders>("test.Adders", {
    members: {
      defaulted: { params: [["one", defaulting(7), { parse: true }]] },
      left: { params: [["one", leavable(false), { parse: true }]] },
    },
  });
  class Impl {
    static {
      Adders.implement(this);
    }
    defaulted(...args: unknown[]) {
      return args;
    }
    left(...args: unknown[]) {
      return args;
    }
  }
  const impl = new Impl();
  assert.deepEqual([impl.defaulted(), impl.defaulted(1)], [[7], [1]]);
  assert.deepEqual([impl.left(), impl.left(undefined), impl.left(1)], [[], [undefined], [1]]);
});

Deno.test("parseArguments() hands on outputs when the second of two contracts asks for it", () => {
  const plain = [["one", numeric()], ["other", numeric()]] as const;
  const Plain = contract<Adder>("test.Plain", { members: { add: { params: plain } } });
  const Impl = adderClass(numeric(double), numeric());
  class Both extends Impl {
    static {
      Plain.implement(this);
    }
    override add(...args: unknown[]) {
      return ["both", ...args];
    }
  }
  assert.deepEqual(new Both().add(1, 2), ["both", 2, 2]);
  class Own {
    static {
      Plain.implement(this);
    }
    add(...args: unknown[]): unknown {
      return args;
    }
  }
  const Parsing = contract<Adder>("test.Parsing", {
    members: { add: { params: [["one", numeric(double), { parse: true }], plain[1]] } },
  });
  Parsing.implement(Own);
  assert.deepEqual(new Own().add(1, 2), [2, 2]);
});

Deno.test("parseArguments() leaves the rules of an object in force", () => {
  interface Sum {
    total: number;
    add(one: number): void;
  }
  const Sum = contract<Sum>("test.Sum", {
    members: {
      total: { attribute: numeric() },
      add: { params: [["one", numeric(double), { parse: true }]] },
    },
    invariants: { "the total is below ten": ({ total }) => total < 10 },
  });
  class Impl {
    static {
      Sum.implement(this);
    }
    total = 0;
    add(one: number) {
      this.total += one;
    }
  }
  const sum = new Impl();
  sum.add(4);
  assert.equal(sum.total, 8);
  assert.throws(() => sum.add(1), { message: /^Cannot end Impl\.add: 1 violation/ });
});

Deno.test("parseArgumentsLater() hands on the output of schemas that take their time", async () => {
  const Impl = slowAdderClass(slowNumeric(double), slowNumeric(double));
  assert.deepEqual(await new Impl().add(1, 2), [2, 2]);
  const Mixed = slowAdderClass(numeric(double), slowNumeric(double));
  assert.deepEqual(await new Mixed().add(1, 2), [2, 2]);
});

Deno.test("parseArgumentsLater() leaves an argument that is refused when that is reported", async () => {
  const options = { mode: "report", onViolation: () => {} } as const;
  const Impl = slowAdderClass(slowNumeric(double), slowNumeric(), options);
  assert.deepEqual(await new Impl().add("x", 2), ["x", 2]);
});

Deno.test("parseArgumentsLater() leaves out what was left out", async () => {
  interface Leaver {
    leave(one?: number): Promise<unknown>;
  }
  const Leaver = contract<Leaver>("test.Leaver", {
    members: {
      leave: { kind: "async", params: [["one", leavable(true), { parse: true }]] },
    },
  });
  class Impl {
    static {
      Leaver.implement(this);
    }
    leave(...args: unknown[]): Promise<unknown> {
      return Promise.resolve(args);
    }
  }
  assert.deepEqual(await new Impl().leave(), []);
  assert.deepEqual(await new Impl().leave(undefined), [undefined]);
});
