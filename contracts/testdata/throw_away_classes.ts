/**
 * Defines ten thousand classes that nobody keeps, and prints how many of them are alive after a collection. To be
 * run with `--v8-flags=--expose-gc`.
 *
 * @module
 */
import { type Contract, contract, integer, number, Registry } from "../mod.ts";

interface Task {
  readonly size: number;
  run(n: number): number;
}

const COUNT = 2_500;

const registry = new Registry();
const Task: Contract<Task> = contract<Task>("test.Task", {
  registry,
  members: {
    size: { attribute: integer() },
    run: { params: [["n", number()]], returns: number() },
  },
  invariants: { "is small": ({ size }) => size < 10 },
});
const Extended = Task.extend<Task>("test.Extended", {});

/** Ways for a class to come and go. */
const WAYS: Readonly<Record<string, (Class: new () => Task, index: number) => void>> = {
  forked: (Class) => {
    using fork = registry.fork();
    Task.implement(Class, { registry: fork });
  },
  elsewhere: (Class) => void Extended.implement(Class, { registry: new Registry() }),
  abstract: (Class) => void Task.implement(Class, { abstract: true }),
  refused: (Class) => {
    Reflect.deleteProperty(Class.prototype, "run");
    try {
      Task.implement(Class);
    } catch (error) {
      if ((error as Error).name !== "ContractError") throw error;
    }
  },
};

function define(way: string, index: number): WeakRef<object> {
  class Impl {
    size = 1;
    run(n: number) {
      return n + index;
    }
  }
  WAYS[way]!(Impl, index);
  if (way !== "refused") {
    new Impl().run(1);
    try {
      new Impl().run("x" as never);
    } catch {
      // The error is gone with the class.
    }
    Task.guard(new Impl());
  }
  return new WeakRef(Impl);
}

const alive: Record<string, number> = {};
for (const way of Object.keys(WAYS)) {
  const classes = Array.from({ length: COUNT }, (_, index) => define(way, index));
  Task.setMode("report");
  Task.setMode("enforce");
  // What a WeakRef has given away stays until the turn is over.
  await new Promise((resolve) => setTimeout(resolve));
  (globalThis as { gc?: () => void }).gc!();
  alive[way] = classes.filter((one) => one.deref() !== undefined).length;
}
console.log(JSON.stringify(alive));
