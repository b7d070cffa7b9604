import assert from "node:assert/strict";
import { contract, ContractError, type ContractOptions, Registry, string } from "./mod.ts";

interface Named {
  call(name: string): string;
}

function namedContract(options: ContractOptions = {}) {
  return contract<Named>("test.Named", {
    registry: new Registry(),
    ...options,
    members: { call: { params: [["name", string()]], returns: string() } },
  });
}

class Plain {
  call(name: string) {
    return name;
  }
}

Deno.test("registerClass() registers elsewhere and with a version when the options say so", () => {
  const Named = namedContract({ version: "1.0.0", capabilities: ["plain"] });
  using fork = Named.registry.fork();
  class Impl extends Plain {
    static {
      Named.implement(this, { registry: fork, version: "2.1.0", capabilities: ["quick"] });
    }
  }
  assert.deepEqual(Named.find(), []);
  assert.equal(fork.get("test.Named", { version: "^2", capability: ["plain", "quick"] }), Impl);
  class Other extends Plain {
    static {
      Named.implement(this);
    }
  }
  assert.equal(Named.get({ version: "1.0.0" }), Other);
});

Deno.test("registerClass() numbers classes without a name, each once", () => {
  const Named = namedContract();
  const One = Named.implement(class extends Plain {});
  const Two = Named.implement(class extends Plain {});
  Named.implement(One);
  const entries = [...Named.registry].map((entry) => [entry.name, entry.class]);
  assert.deepEqual(entries, [["anonymous-1", One], ["anonymous-2", Two]]);
  const Other = contract<Named>("test.Other", {
    registry: Named.registry,
    members: { call: { params: [["name", string()]] } },
  });
  Other.implement(Two);
  assert.equal(Named.registry.get("test.Other", { name: "anonymous-1" }), Two);
});

Deno.test("implement() follows the mode of each member and of the contract that is implemented", () => {
  const heard: string[][] = [];
  const onViolation = ({ violations }: ContractError) => {
    heard.push(violations.map(({ member }) => member));
  };
  interface Pair extends Named {
    close(): void;
  }
  const Pair = contract<Pair>("test.Pair", {
    onViolation,
    members: {
      call: { params: [["name", string()]], returns: string() },
      close: { params: [] },
    },
  });
  Pair.setMode("report", { member: "call" });
  class Wide {
    call(name: string, _more: string) {
      return name;
    }
    close() {}
  }
  Pair.implement(Wide as never);
  assert.deepEqual(heard, [["call"]]);
  const Lax = namedContract().extend<Named>("test.Lax", { mode: "report", onViolation });
  const Loose = class {
    call(_name: string, _more: string) {}
  };
  Lax.implement(Loose as never);
  assert.deepEqual(heard, [["call"], ["call"]]);
  assert.throws(() => Pair.implement(class extends Plain {} as never), (error: unknown) => {
    assert.ok(error instanceof ContractError);
    assert.deepEqual(error.violations.map(({ member }) => member), ["close"]);
    return true;
  });
});

Deno.test("implement() names the option and the value when it refuses them", () => {
  const Named = namedContract();
  const refuse = (options: unknown, message: RegExp) =>
    assert.throws(() => Named.implement(class extends Plain {}, options as never), message);
  refuse({ registry: new Map() }, /"registry" must be a Registry/);
  refuse({ abstract: 1 }, /"abstract" must be true or false/);
  refuse({ name: 5 }, /"name"/);
  for (const value of [() => {}, {}, null, Plain.prototype.call]) {
    assert.throws(() => Named.implement(value as never), {
      name: "TypeError",
      message: /^Cannot implement contract "test\.Named" as it needs a class: got /,
    });
  }
  assert.deepEqual(Named.find(), []);
});
