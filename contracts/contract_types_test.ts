import assert from "node:assert/strict";
import {
  array,
  type Contract,
  contract,
  type Implementation,
  integer,
  number,
  object,
  optional,
  predicate,
  string,
  unknown,
} from "./mod.ts";

interface Store {
  readonly size: number;
  save(order: { id: string; note?: string }, retries?: number): Promise<string>;
  list(): Generator<string>;
  watch(): AsyncIterable<number>;
  names(): string[];
  close?(): void;
}

const members = {
  size: { attribute: integer() },
  save: {
    kind: "async",
    params: [["order", object({ id: string(), note: optional(string()) })], [
      "retries",
      optional(integer()),
    ]],
    returns: string(),
  },
  list: { kind: "generator", params: [], yields: string() },
  watch: { kind: "asyncGenerator", params: [], yields: number() },
  names: { params: [], returns: array(string()) },
  close: { params: [], optional: true },
} as const;

const Store: Contract<Store> = contract<Store>("types.Store", { members });

class Good {
  size = 0;
  save(order: { id: string }) {
    return Promise.resolve(order.id);
  }
  *list() {
    yield "a";
  }
  async *watch() {
    yield await Promise.resolve(1);
  }
  names() {
    return ["a"];
  }
}

Deno.test("implement() returns the class with its own type", () => {
  const Same: typeof Good = Store.implement(Good);
  assert.equal(Same, Good);
  const Found: new () => Store = Store.get();
  const all: Implementation<Store>[] = Store.find();
  assert.equal(new Found().size, 0);
  assert.equal(all.length, 1);
});

Deno.test("contract() refuses specifications that do not fit the interface at compile time", () => {
  const define = () => {
    interface Job {
      run(input: string, times: number): number;
    }
    const input = ["input", string()] as const;
    const times = ["times", number()] as const;
    const params = [input, times] as const;
    // @ts-expect-error TS2741: the member "run" is missing.
    contract<Job>("a", { members: {} });
    // @ts-expect-error TS2353: the interface has no member "stop".
    contract<Job>("a", { members: { run: { params }, stop: { params } } });
    // @ts-expect-error TS2322: the second parameter is missing.
    contract<Job>("a", { members: { run: { params: [input] } } });
    // @ts-expect-error TS2322: the parameters are swapped.
    contract<Job>("a", { members: { run: { params: [times, input] } } });
    // @ts-expect-error TS2322: the result is a number.
    contract<Job>("a", { members: { run: { params, returns: string() } } });
    // @ts-expect-error TS2322: the method is not async.
    contract<Job>("a", { members: { run: { kind: "async", params } } });
    // @ts-expect-error TS2353: methods are not attributes.
    contract<Job>("a", { members: { run: { attribute: string() } } });
    const run = { params };
    // @ts-expect-error TS2322: statics need a static side in the type.
    contract<Job>("a", { members: { run }, statics: { open: run } });
    // @ts-expect-error TS2345: the static side needs its specification.
    contract<Job, { open(): Job }>("a", { members: { run } });

    interface Stop {
      stop(): void;
    }
    const stop = { params: [] } as const;
    // @ts-expect-error TS2322: an optional member has to be marked.
    contract<Partial<Stop>>("a", { members: { stop } });
    // @ts-expect-error TS2322: a required member must not be marked.
    contract<Stop>("a", { members: { stop: { ...stop, optional: true } } });
    // @ts-expect-error TS2322: a promise needs the kind "async".
    contract<{ stop(): Promise<void> }>("a", { members: { stop } });

    const all = { kind: "generator", params: [], yields: number() } as const;
    // @ts-expect-error TS2322: items are strings.
    contract<{ all(): Generator<string> }>("a", { members: { all } });
    // @ts-expect-error TS2322: an array is not yielded.
    contract<{ all(): number[] }>("a", { members: { all } });
    // @ts-expect-error TS2322: the attribute is a number.
    contract<{ size: number }>("a", { members: { size: { attribute: string() } } });
  };
  assert.equal(typeof define, "function");
});

Deno.test("contract() lets schemas without a type of their own take on the one asked for", () => {
  interface Sink {
    write(payload: { deep: { wide: Map<string, number> } }, even: number): void;
  }
  const Sink = contract<Sink>("types.Sink", {
    members: {
      write: {
        params: [["payload", unknown()], [
          "even",
          predicate((value) => Number(value) % 2 === 0, "an even number"),
        ]],
      },
    },
  });
  assert.equal(Sink.id, "types.Sink");
});

Deno.test("implement() refuses classes that do not fit at compile time", () => {
  const define = () => {
    interface Task {
      run(input: string): number;
    }
    const Task = contract<Task, { open(): Task }>("types.Task", {
      members: { run: { params: [["input", string()]] } },
      statics: { open: { params: [] } },
    });
    // @ts-expect-error TS2345: "run" and "open" are missing.
    Task.implement(class {});
    class NoStatic {
      static {
        // @ts-expect-error TS2345: the static "open" is missing.
        Task.implement(this);
      }
      run() {
        return 1;
      }
    }
    class WrongParameter {
      static {
        // @ts-expect-error TS2345: "input" is a string.
        Task.implement(this);
      }
      static open(): Task {
        throw new Error("never called");
      }
      run(input: Date) {
        return input.getTime();
      }
    }
    class TooMany {
      static {
        // @ts-expect-error TS2345: the second parameter is required.
        Task.implement(this);
      }
      static open(): Task {
        throw new Error("never called");
      }
      run(_input: string, times: number) {
        return times;
      }
    }
    abstract class Abstract {
      static {
        // @ts-expect-error TS2345: an abstract class cannot be created.
        Task.implement(this);
      }
      static open(): Task {
        throw new Error("never called");
      }
      abstract run(input: string): number;
    }
    // @ts-expect-error TS1238: the decorator refuses a class with the wrong result.
    @Task.implement
    class WrongResult {
      static open(): Task {
        throw new Error("never called");
      }
      run() {
        return "1";
      }
    }
    // @ts-expect-error TS2353: there is no option "capability".
    Store.implement(Good, { capability: "push" });
    return [NoStatic, WrongParameter, TooMany, Abstract, WrongResult];
  };
  assert.equal(typeof define, "function");
});
