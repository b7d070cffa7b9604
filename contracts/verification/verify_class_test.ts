import assert from "node:assert/strict";
import fc from "fast-check";
import { contract, integer, string } from "../mod.ts";
import { thrown } from "../testdata/store_contract.ts";

Deno.test("verifyHolder() finds what is wrong with instances and with the class at once", () => {
  interface Plug {
    run(): void;
  }
  const Plug = contract<Plug, { open(): Plug; readonly topic: string }>("test.Plug", {
    members: { run: { params: [] } },
    statics: { open: { params: [] }, topic: { attribute: string() } },
  });
  const error = thrown(() => Plug.implement(class Bad {} as never));
  assert.deepEqual(error.violations.map(({ member }) => member), [
    "run",
    "static open",
    "static topic",
  ]);
  assert.match(error.message, /: 3 violations of/);
  assert.deepEqual(Plug.find(), []);
});

Deno.test("verifyHolder() blames the subclass for breaking a contract that it only inherits", () => {
  interface Counter {
    count(step: number): unknown;
  }
  const Counter = contract<Counter>("test.Counter", {
    members: { count: { params: [["step", integer()]] } },
  });
  const Closable = contract<{ close(): void }>("test.Closable", {
    members: { close: { params: [] } },
  });
  class Parent {
    static {
      Counter.implement(this);
    }
    count(step: number): unknown {
      return step;
    }
  }
  class Child extends Parent {
    override async count(step: number) {
      return await step;
    }
    close() {}
  }
  const error = thrown(() => Closable.implement(Child));
  assert.deepEqual([error.contract, error.blame, error.className], [
    "test.Counter",
    "subclass",
    "Child",
  ]);
  const own = thrown(() => Closable.implement(class Other extends Parent {} as never));
  assert.deepEqual([own.contract, own.blame], ["test.Closable", "implementation"]);
});

/** The ways in which a member can be wrong, and how many violations each is. */
const FAULTS = {
  missing: () => undefined,
  value: () => ({ value: 5 }),
  async: () => ({ value: async () => {} }),
  arity: () => ({ value: (_required: unknown) => {} }),
} as const;

Deno.test("verifyHolder() reports exactly the problems that were put into a class", () => {
  const fault = fc.constantFrom("none" as const, ...Object.keys(FAULTS) as (keyof typeof FAULTS)[]);
  fc.assert(
    fc.property(fc.array(fault, { minLength: 1, maxLength: 100 }), (faults) => {
      const names = faults.map((_, index) => `member${index}`);
      const Wide = contract<Record<string, () => void>>("test.Wide", {
        members: Object.fromEntries(names.map((name) => [name, { params: [] }])) as never,
      });
      class Impl {}
      faults.forEach((kind, index) => {
        const descriptor = kind === "none" ? { value: () => {} } : FAULTS[kind]();
        if (descriptor === undefined) return;
        Object.defineProperty(Impl.prototype, names[index]!, { ...descriptor, configurable: true });
      });
      const wrong = names.filter((_, index) => faults[index] !== "none");
      if (wrong.length === 0) {
        Wide.implement(Impl as never);
        return;
      }
      const error = thrown(() => Wide.implement(Impl as never));
      assert.deepEqual(error.violations.map(({ member }) => member), wrong);
    }),
    { seed: 1, numRuns: 60 },
  );
});
