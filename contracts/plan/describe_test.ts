import assert from "node:assert/strict";
import { contract, integer, number, optional, predicate, string, unknown } from "../mod.ts";
import { leavable, numeric, slowNumeric } from "../testdata/foreign_schema.ts";

interface Store {
  level: number;
  save(item: string): unknown;
}

interface Stores {
  open(name: string): Promise<unknown>;
}

function storeContract() {
  return contract<Store, Stores>("test.Store", {
    version: "1.0.0",
    members: {
      level: { attribute: integer(), examples: [1] },
      save: { params: [["item", string()]], returns: number() },
    },
    statics: {
      open: {
        kind: "async",
        params: [["name", string()]],
        examples: [{ args: ["a"] }, { args: ["b"], returns: 1 }],
      },
    },
  });
}

Deno.test("describeMembers() describes members of objects, then those of the class", () => {
  const { members } = storeContract();
  const brief = members.map(({ key, label, form, kind }) => [key, label, form, kind]);
  assert.deepEqual(brief, [
    ["level", "level", "attribute", "any"],
    ["save", "save", "method", "sync"],
    ["open", "static open", "method", "async"],
  ]);
  assert.deepEqual(members.map((one) => one.static), [false, false, true]);
  assert.deepEqual(members[2]!.examples, [{ args: ["a"] }, { args: ["b"], returns: 1 }]);
  assert.ok(Object.isFrozen(members) && members.every(Object.isFrozen));
});

Deno.test("describeMembers() describes what was said last, and who said it", () => {
  const More = storeContract().extend<Store>("test.More", {
    version: "2.0.0",
    members: { save: { params: [["item", unknown()]], returns: integer() } },
  });
  const { members } = More;
  assert.deepEqual(members.map(({ label, contract }) => [label, contract]), [
    ["save", "test.More@2.0.0"],
    ["level", "test.Store@1.0.0"],
    ["static open", "test.Store@1.0.0"],
  ]);
  assert.deepEqual(storeContract().members.length, 3);
});

Deno.test("describeMembers() tells which parameters may be left out, whoever made the schema", () => {
  const schemas = {
    own: string(),
    left: optional(string()),
    any: unknown(),
    numeric: numeric(),
    leavable: leavable(false),
    slow: slowNumeric(),
    tripping: predicate<{ id: string }>((value) => (value as { id: string }).id === "a", "an a"),
  };
  const params = Object.entries(schemas) as never;
  const Odd = contract<Record<"all", (...args: never[]) => void>>("test.Odd", {
    members: { all: { params } },
  });
  const [all] = Odd.members;
  assert.ok(all?.form === "method");
  assert.deepEqual(all.params.filter(({ optional }) => optional).map(({ name }) => name), [
    "left",
    "any",
    "leavable",
  ]);
});

Deno.test("setMode() switches and puts back all members of a name", () => {
  const Both = contract<{ open(): unknown }, Pick<Stores, "open">>("test.Both", {
    members: { open: { params: [], returns: number() } },
    statics: { open: { kind: "async", params: [["name", string()]], returns: number() } },
  });
  class Impl {
    static {
      Both.implement(this);
    }
    static open(): Promise<unknown> {
      return Promise.resolve("x");
    }
    open(): unknown {
      return "x";
    }
  }
  const original = Impl.prototype.open;
  const off = Both.setMode("off", { member: "open" });
  assert.equal(new Impl().open(), "x");
  assert.notEqual(Impl.prototype.open, original);
  const { open } = Impl;
  off[Symbol.dispose]();
  assert.notEqual(Impl.open, open);
  assert.throws(() => new Impl().open(), { contract: "test.Both" });
  off[Symbol.dispose]();
  const Static = contract<object, Pick<Stores, "open">>("test.Static", {
    members: {},
    statics: { open: { kind: "async", params: [["name", string()]] } },
  });
  Static.setMode("off", { member: "open" });
});
