import assert from "node:assert/strict";
import { contract, Registry, string } from "./mod.ts";

interface Plug {
  run(path: string): void;
}

/** Contracts with one registry, and what that has heard. */
function plugContracts() {
  const registry = new Registry();
  const heard: string[] = [];
  registry.onRegister(({ type, entry }) => heard.push(`${type} ${entry.name}`));
  const members = { run: { params: [["path", string()]] } } as const;
  const Plug = contract<Plug, { topic: string }>("test.Plug", {
    registry,
    members,
    statics: { topic: { attribute: string() } },
  });
  const Other = contract<Plug>("test.Other", { registry, members });
  return { registry, heard, Plug, Other };
}

function plugClass() {
  return class Memory {
    static #topic = "a";
    static get topic() {
      return this.#topic;
    }
    static set topic(value: string) {
      this.#topic = value;
    }
    run(_path: string) {}
  };
}

const taken = { name: "RegistryError", reason: "duplicate" };

/** What a class and its prototype are made of. */
function parts(constructor: { prototype: object }) {
  return [constructor, constructor.prototype].map(Object.getOwnPropertyDescriptors);
}

Deno.test("implement() tells listeners of a class that is checked already", () => {
  const { registry, Plug } = plugContracts();
  const errors: unknown[] = [];
  registry.onRegister(({ entry }) => {
    const One = entry.class as ReturnType<typeof plugClass>;
    for (const use of [() => new One().run(7 as never), () => One.topic = 7 as never]) {
      try {
        use();
      } catch (error) {
        errors.push((error as Error).name);
      }
    }
  });
  Plug.implement(plugClass());
  assert.deepEqual(errors, ["ContractError", "ContractError"]);
});

Deno.test("implement() leaves a class as it was when its name is taken", () => {
  const { Plug } = plugContracts();
  Plug.implement(plugClass());
  const Second = plugClass();
  const before = parts(Second);
  assert.throws(() => Plug.implement(Second), taken);
  assert.deepEqual(parts(Second), before);
  new Second().run(7 as never);
  Plug.setMode("off");
  Plug.setMode("enforce");
  assert.deepEqual(parts(Second), before);
  Plug.implement(Second, { name: "Second" });
  assert.throws(() => new Second().run(7 as never), { className: "Memory" });
});

Deno.test("implement() leaves other contracts in place when its name is taken", () => {
  const { Plug, Other } = plugContracts();
  Plug.implement(plugClass());
  const Second = plugClass();
  Other.implement(Second);
  assert.throws(() => Plug.implement(Second), taken);
  assert.throws(() => new Second().run(7 as never), {
    message: /contract {2}test\.Other/,
  });
  Second.topic = 7 as never;
  Other.setMode("off");
  new Second().run(7 as never);
});

Deno.test("implement() as a decorator tells nobody of a class with bad static members", () => {
  const { registry, heard, Plug } = plugContracts();
  assert.throws(() => {
    @Plug.implement
    class Bad {
      static topic = 5 as never as string;
      run(_path: string) {}
    }
    return Bad;
  }, { name: "ContractError" });
  assert.deepEqual(heard, []);
  assert.deepEqual([...registry], []);
});

Deno.test("implement() as a decorator registers no class whose static initializer throws", () => {
  const { registry, heard, Plug } = plugContracts();
  assert.throws(() => {
    @Plug.implement
    class Bad {
      static topic: string = (() => {
        throw new Error("initializer");
      })();
      run(_path: string) {}
    }
    return Bad;
  }, /initializer/);
  assert.deepEqual(heard, []);
  assert.deepEqual([...registry], []);
});
