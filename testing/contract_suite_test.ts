import assert from "node:assert/strict";
import {
  array,
  type Contract,
  contract,
  integer,
  object,
  oneOf,
  optional,
  string,
} from "../contracts/mod.ts";
import { conformance, type ConformanceOptions } from "./mod.ts";

interface Queue {
  capacity: number;
  push(item: { id: string; priority?: number }, times: number): number;
  drain(level: "low" | "high"): Generator<string>;
  take(): Promise<string | undefined>;
}

const Queue: Contract<Queue> = contract<Queue>("test.Queue", {
  version: "1.0.0",
  members: {
    capacity: { attribute: integer({ min: 1 }), kind: "accessor", examples: [8] },
    push: {
      params: [
        ["item", object({ id: string({ minLength: 1 }), priority: optional(integer()) })],
        ["times", integer({ min: 1, max: 3 })],
      ],
      returns: integer({ min: 0 }),
      examples: [{ args: [{ id: "a" }, 2], returns: 2 }],
    },
    drain: {
      kind: "generator",
      params: [["level", oneOf(["low", "high"])]],
      yields: string(),
      examples: [{ args: ["low"], yields: [] }],
    },
    take: { kind: "async", params: [], returns: optional(string()) },
  },
  invariants: { "the queue is not over its capacity": (queue) => queue.capacity > 0 },
});

class ArrayQueue implements Queue {
  #capacity = 8;
  protected items: string[] = [];
  get capacity(): number {
    return this.#capacity;
  }
  set capacity(value: number) {
    this.#capacity = value;
  }
  push({ id }: { id: string; priority?: number }, times: number): number {
    this.items.push(...array(string()).is([id]) ? Array.from({ length: times }, () => id) : []);
    return this.items.length;
  }
  *drain(_level: "low" | "high"): Generator<string> {
    yield* this.items.splice(0);
  }
  async take(): Promise<string | undefined> {
    return await Promise.resolve(this.items.shift());
  }
}

/** Runs the suite, and returns the names of the tests that fail, without the subject. */
async function failures(
  factory: () => Queue,
  options: Partial<ConformanceOptions> = {},
): Promise<string[]> {
  const failed: string[] = [];
  const tests: [string, () => Promise<void>][] = [];
  conformance(Queue, factory, { register: (name, run) => tests.push([name, run]), ...options });
  assert.equal(tests.length, 12);
  for (const [name, run] of tests) {
    await run().catch(() => failed.push(name.replace(/^test\.Queue( \(\w+\))? /, "")));
  }
  return failed;
}

Deno.test("conformance() passes an implementation that keeps the contract, marked or not", async () => {
  class Marked extends ArrayQueue {
    static {
      Queue.implement(this);
    }
  }
  assert.deepEqual(await failures(() => new ArrayQueue()), []);
  assert.deepEqual(await failures(() => new Marked()), []);
});

Deno.test("conformance() names what an implementation breaks", async () => {
  class WrongExample extends ArrayQueue {
    override push(item: { id: string }, times: number): number {
      return super.push(item, times) + 1;
    }
  }
  class FailsAtTheBound extends ArrayQueue {
    override push(item: { id: string }, times: number): number {
      return times === 3 ? -1 : super.push(item, times);
    }
  }
  class TripsOverWhatMayBeLeftOut extends ArrayQueue {
    override push(item: { id: string; priority?: number }, times: number): number {
      item.priority!.toFixed();
      return super.push(item, times);
    }
  }
  class WrongItem extends ArrayQueue {
    override *drain(level: "low" | "high"): Generator<string> {
      if (level === "high") yield 7 as never;
    }
  }
  class WrongAnswer extends ArrayQueue {
    override async take(): Promise<string | undefined> {
      return await Promise.resolve(null as never);
    }
  }
  class BreaksItself extends ArrayQueue {
    override async take(): Promise<string | undefined> {
      this.capacity = -1;
      return await super.take();
    }
  }
  const outcomes: readonly [new () => Queue, string[]][] = [
    [WrongExample, ["push() answers example 1 as it says"]],
    [FailsAtTheBound, ["push() keeps its promise for every times that is accepted"]],
    [TripsOverWhatMayBeLeftOut, [
      "push() answers example 1 as it says",
      "push() keeps its promise for every item that is accepted",
      "push() keeps its promise for every times that is accepted",
    ]],
    [WrongItem, ["drain() keeps its promise for every level that is accepted"]],
    [WrongAnswer, ["take() keeps its promise"]],
    [BreaksItself, ["take() keeps its promise"]],
  ];
  for (const [Class, expected] of outcomes) {
    assert.deepEqual(await failures(() => new Class()), expected, Class.name);
  }
});

Deno.test("conformance() lets a member throw what mayThrow says", async () => {
  class Strict extends ArrayQueue {
    override async take(): Promise<string | undefined> {
      const item = await super.take();
      if (item === undefined) throw new RangeError("Cannot take of an empty queue");
      return item;
    }
  }
  assert.deepEqual(await failures(() => new Strict()), []);
  const never = { mayThrow: () => false };
  assert.deepEqual(await failures(() => new Strict(), never), ["take() keeps its promise"]);
});

Deno.test("conformance() disposes of every object that it makes", async () => {
  let open = 0;
  class Held extends ArrayQueue {
    constructor() {
      super();
      open++;
    }
    [Symbol.dispose]() {
      open--;
    }
  }
  assert.deepEqual(await failures(() => new Held(), { name: "held" }), []);
  assert.equal(open, 0);
});

Deno.test("conformance() tells when a class does not refuse what the contract refuses", async () => {
  class Unchecked extends ArrayQueue {
    static {
      Queue.implement(this, { name: "unchecked" });
    }
  }
  using _mode = Queue.setMode("enforce");
  using _member = Queue.setMode("off", { member: "push" });
  assert.deepEqual(await failures(() => new Unchecked()), [
    "push() tells the caller of every item that is refused",
    "push() tells the caller of every times that is refused",
  ]);
});
