import assert from "node:assert/strict";
import { contract, integer, number, string } from "./mod.ts";

Deno.test("contract() refuses kinds that the interface does not have at compile time", () => {
  interface Box {
    readonly id: string;
    readonly label?: string;
    get height(): number;
    width: number;
    read(): string;
    load(): Promise<string>;
    each(): Generator<string>;
    watch(): AsyncGenerator<string>;
    readonly reset: () => Promise<void>;
  }
  const members = {
    id: { attribute: string() },
    label: { attribute: string(), optional: true },
    height: { attribute: number() },
    width: { attribute: number() },
    read: { params: [] },
    load: { kind: "async", params: [] },
    each: { kind: "generator", params: [] },
    watch: { kind: "asyncGenerator", params: [] },
    reset: { kind: "async", params: [] },
  } as const;
  const attribute = string();
  const define = () => {
    const width = { attribute: number(), kind: "accessor" } as const;
    contract<Box>("a", { members: { ...members, width, id: { attribute, kind: "getter" } } });
    // @ts-expect-error TS2820: what is readonly has no setter.
    contract<Box>("a", { members: { ...members, id: { attribute, kind: "setter" } } });
    // @ts-expect-error TS2322: what is readonly has no setter.
    contract<Box>("a", { members: { ...members, id: { attribute, kind: "accessor" } } });
    const label = { attribute, optional: true, kind: "accessor" } as const;
    // @ts-expect-error TS2322: nor has what is readonly and may be missing.
    contract<Box>("a", { members: { ...members, label } });
    const height = { attribute: number(), kind: "accessor" } as const;
    // @ts-expect-error TS2322: nor has what the interface has a getter for.
    contract<Box>("a", { members: { ...members, height } });
    // @ts-expect-error TS2322: an attribute has no method's kind.
    contract<Box>("a", { members: { ...members, width: { attribute: number(), kind: "async" } } });
    // @ts-expect-error TS2322: the method is not async.
    contract<Box>("a", { members: { ...members, read: { kind: "async", params: [] } } });
    // @ts-expect-error TS2322: the method answers with a promise.
    contract<Box>("a", { members: { ...members, load: { params: [] } } });
    // @ts-expect-error TS2322: the method yields, but not over time.
    contract<Box>("a", { members: { ...members, each: { kind: "asyncGenerator", params: [] } } });
    // @ts-expect-error TS2322: the method yields over time.
    contract<Box>("a", { members: { ...members, watch: { kind: "generator", params: [] } } });
    // @ts-expect-error TS2322: a generator yields, it does not return.
    contract<Box>("a", { members: { ...members, each: { ...members.each, returns: string() } } });
    // @ts-expect-error TS2322: a function that is readonly is a method nevertheless.
    contract<Box>("a", { members: { ...members, reset: { attribute } } });
    return contract<Box>("a", { members });
  };
  assert.equal(typeof define, "function");
});

Deno.test("contract() refuses examples and options of the wrong type at compile time", () => {
  interface Sum {
    total: number;
    add(term: number): number;
    later(term: number): Promise<number>;
    all(count: number): Generator<string>;
  }
  const params = [["term", number()]] as const;
  const count = [["count", integer()]] as const;
  const members = {
    total: { attribute: number(), examples: [1] },
    add: { params, examples: [{ args: [1], returns: 1 }, { args: [2] }] },
    later: { kind: "async", params, examples: [{ args: [1], returns: 1 }] },
    all: { kind: "generator", params: count, examples: [{ args: [1], yields: ["a"] }] },
  } as const;
  const define = () => {
    contract<Sum>("a", {
      // @ts-expect-error TS2322: an example of the attribute is a number.
      members: { ...members, total: { attribute: number(), examples: ["1"] } },
    });
    // @ts-expect-error TS2322: an argument of the example is a number.
    contract<Sum>("a", { members: { ...members, add: { params, examples: [{ args: ["1"] }] } } });
    // @ts-expect-error TS2322: the example has an argument too few.
    contract<Sum>("a", { members: { ...members, add: { params, examples: [{ args: [] }] } } });
    const wrong = { kind: "async", params, examples: [{ args: [1], returns: "1" }] } as const;
    // @ts-expect-error TS2322: the promise of the example is fulfilled with a number.
    contract<Sum>("a", { members: { ...members, later: wrong } });
    const item = {
      kind: "generator",
      params: count,
      examples: [{ args: [1], yields: [1] }],
    } as const;
    // @ts-expect-error TS2322: the items of the example are texts.
    contract<Sum>("a", { members: { ...members, all: item } });
    contract<Sum>("a", {
      // @ts-expect-error TS2322: whether an argument is parsed is said with yes or no.
      members: { ...members, add: { params: [["term", number(), { parse: 1 }]] } },
    });
    contract<Sum>("a", {
      // @ts-expect-error TS2561: there is no option "parses".
      members: { ...members, add: { params: [["term", number(), { parses: true }]] } },
    });
    // @ts-expect-error TS2322: there is no mode "on".
    contract<Sum>("a", { members, mode: "on" });
    // @ts-expect-error TS2353: there is no option "modes".
    contract<Sum>("a", { members, modes: "off" });
    // @ts-expect-error TS2322: a listener hears of an error, not of a text.
    contract<Sum>("a", { members, onViolation: (text: string) => text });
    // @ts-expect-error TS2322: an invariant answers with yes or no.
    contract<Sum>("a", { members, invariants: { positive: (self) => self.total } });
    // @ts-expect-error TS2551: an invariant knows the members of the interface.
    contract<Sum>("a", { members, invariants: { positive: (self) => self.totals > 0 } });
    const Sum = contract<Sum, { open(): Sum }>("a", {
      members,
      statics: { open: { params: [] } },
      invariants: { positive: ({ total }) => total > 0 },
    });
    Sum.setMode("off", { member: "add" });
    Sum.setMode(undefined, { member: "open" });
    // @ts-expect-error TS2820: there is no member "ad".
    Sum.setMode("off", { member: "ad" });
    // @ts-expect-error TS2345: there is no mode "none".
    Sum.setMode("none");
    // @ts-expect-error TS2345: a text is nothing that can be guarded.
    Sum.guard("text");
  };
  assert.equal(typeof define, "function");
});

Deno.test("implement() takes abstract classes with the option alone at compile time", () => {
  interface Task {
    run(input: string): number;
    stop(): void;
  }
  const run = { params: [["input", string()]] } as const;
  const Task = contract<Task>("types.Abstract", { members: { run, stop: { params: [] } } });
  const define = () => {
    abstract class Half {
      static {
        Task.implement(this, { abstract: true });
      }
      abstract run(input: string): number;
      helper() {}
    }
    abstract class Wrong {
      static {
        // @ts-expect-error TS2769: what an abstract class has must fit.
        Task.implement(this, { abstract: true });
      }
      abstract run(input: number): number;
    }
    abstract class Unsaid {
      static {
        // @ts-expect-error TS2769: an abstract class has to say so.
        Task.implement(this);
      }
      abstract run(input: string): number;
      stop() {}
    }
    abstract class Denied {
      static {
        // @ts-expect-error TS2769: and it has to say yes.
        Task.implement(this, { abstract: false });
      }
      abstract run(input: string): number;
      stop() {}
    }

    // @ts-expect-error TS1238: a decorator cannot say that a class is abstract.

    @Task.implement
    abstract class Decorated {
      abstract run(input: string): number;
      stop() {}
    }
    // @ts-expect-error TS1238: the decorator refuses a class without a member.
    @Task.implement
    class Missing {
      run() {
        return 1;
      }
    }
    // @ts-expect-error TS1238: the decorator refuses a class with another parameter.
    @Task.implement
    class Parameter {
      run(input: Date) {
        return input.getTime();
      }
      stop() {}
    }
    class Method {
      // @ts-expect-error TS1241: it is no decorator for methods.
      @Task.implement
      run() {}
    }
    return [Half, Wrong, Unsaid, Denied, Decorated, Missing, Parameter, Method];
  };
  assert.equal(typeof define, "function");
});
