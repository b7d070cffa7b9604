import assert from "node:assert/strict";
import { contract, integer } from "../mod.ts";
import { thrown } from "../testdata/store_contract.ts";
import type { AttributeKind } from "../plan/plan.ts";

interface Box {
  size: number;
}

const boxContract = (kind: AttributeKind, optional = false) =>
  contract<Box>("test.Box", {
    members: { size: { attribute: integer(), kind, ...(optional && { optional }) } as never },
  });

const CLASSES = {
  getter: class Getter {
    get size() {
      return 1;
    }
  },
  setter: class Setter {
    set size(_size: number) {}
  },
  accessor: class Pair {
    get size() {
      return 1;
    }
    set size(_size: number) {}
  },
  field: class Field {
    size = 1;
  },
  wrongField: class Wrong {
    size = "x";
  },
} as const;

/** What each kind says of each class: nothing, or the hint of its violation. */
const TABLE: Readonly<Record<AttributeKind, Readonly<Record<keyof typeof CLASSES, string>>>> = {
  any: { getter: "", setter: "", accessor: "", field: "", wrongField: "" },
  getter: {
    getter: "",
    setter: "add get size()",
    accessor: "",
    field: "missing",
    wrongField: "missing",
  },
  setter: {
    getter: "add set size(value)",
    setter: "",
    accessor: "",
    field: "missing",
    wrongField: "missing",
  },
  accessor: {
    getter: "add set size(value)",
    setter: "add get size()",
    accessor: "",
    field: "missing",
    wrongField: "missing",
  },
};

for (const [kind, row] of Object.entries(TABLE) as [AttributeKind, typeof TABLE["any"]][]) {
  Deno.test(`implement() asks for the right functions when the attribute is of kind ${kind}`, () => {
    for (const [name, expected] of Object.entries(row)) {
      const Class = CLASSES[name as keyof typeof CLASSES];
      const Fresh = class extends (Class as new () => object) {} as never;
      if (expected === "") {
        boxContract(kind).implement(Fresh);
        continue;
      }
      const [violation] = thrown(() => boxContract(kind).implement(Fresh)).violations;
      if (expected === "missing") assert.equal(violation!.kind, "missing", name);
      else assert.deepEqual([violation!.kind, violation!.hint], ["kind", expected], name);
    }
  });
}

Deno.test("implement() lets an attribute be missing when it is optional, whatever its kind", () => {
  for (const kind of ["any", "getter", "setter", "accessor"] as const) {
    boxContract(kind, true).implement(class Empty {} as never);
    assert.deepEqual(boxContract(kind, true).check({}), []);
  }
});

Deno.test("check() reads what is there when the attribute is a field or a getter", () => {
  const Box = boxContract("any");
  assert.deepEqual(Box.check(new CLASSES.field()), []);
  assert.deepEqual(Box.check(new CLASSES.getter()), []);
  const violations = (value: unknown) =>
    Box.check(value).map(({ kind, received }) => [kind, received]);
  assert.deepEqual(violations(new CLASSES.wrongField()), [["attribute", '"x" (string)']]);
  assert.deepEqual(violations({}), [["attribute", "undefined"]]);
  const throwing = {
    get size(): number {
      throw new Error("not yet");
    },
  };
  assert.deepEqual(violations(throwing), [["attribute", 'an error: "not yet" (Error)']]);
});

Deno.test("check() takes a plain field for what has to be an accessor in a class", () => {
  assert.deepEqual(boxContract("accessor").check({ size: 1 }), []);
  assert.deepEqual(boxContract("accessor").check({ size: "x" }).map(({ kind }) => kind), [
    "attribute",
  ]);
  const getter = Object.create(CLASSES.getter.prototype);
  assert.deepEqual(boxContract("accessor").check(getter).map(({ kind }) => kind), ["kind"]);
});
