import assert from "node:assert/strict";
import type { Expectation, Made, Row, Told, World } from "./row.ts";

const C = (world: World) => ({ C: world.method("test.C") });

/** Answers with the double, or with what the contract refuses. */
const METHOD = `m(n) { return n === 13 ? "bad" : n * 2; }`;

/** Both ways to break the contract of `m`. */
function mistold(object: { m(n: unknown): unknown }, className: string, blame: Told["blame"]) {
  const member = "m";
  return [
    { run: () => object.m("x"), className, member, kind: "argument", blame: "caller" },
    { run: () => object.m(13), className, member, kind: "result", blame },
  ] as const;
}

/** What is true of a class whose own or inherited `m` is checked. */
function expectMethod(
  { Impl, holder = Impl }: Made,
  blame: Told["blame"],
  className = "Impl",
): Expectation {
  const object = new Impl();
  return {
    right: () => object.m(4),
    value: 8,
    told: mistold(object, className, blame),
    functions: [[holder.prototype, "m", "m", 1]],
  };
}

/** Where the method comes from, and which class is marked. */
export const INHERITANCE_ROWS: readonly Row[] = [
  {
    name: "own",
    isPlain: true,
    contracts: C,
    text: (form) => `
      let seen;
      ${
      form.define({
        name: "Impl",
        body: `static { seen = this; } ${METHOD}`,
        marks: ["C.implement"],
      })
    }
      keep({ Impl, seen });`,
    expect: ({ Impl, seen }, { C }) => ({
      ...expectMethod({ Impl }, "implementation"),
      also: () => {
        assert.deepEqual([seen === Impl, Impl.name, Impl.length], [true, "Impl", 0]);
        assert.equal(C!.get(), Impl);
      },
    }),
  },
  {
    name: "inherited from a parent without the contract",
    contracts: C,
    text: (form) => `
      class Parent { ${METHOD} }
      const before = snapshot(Parent.prototype);
      ${form.define({ name: "Impl", parent: "Parent", body: "", marks: ["C.implement"] })}
      keep({ Impl, Parent, before });`,
    expect: ({ Impl, Parent, before }) => ({
      ...expectMethod({ Impl }, "implementation"),
      untouched: [[Parent.prototype, before]],
    }),
  },
  {
    name: "inherited from a parent that keeps the contract",
    contracts: C,
    text: (form) => `
      ${form.define({ name: "Parent", body: METHOD, marks: ["C.implement"] })}
      const before = snapshot(Parent.prototype);
      ${form.define({ name: "Impl", parent: "Parent", body: "", marks: ["C.implement"] })}
      keep({ Impl, Parent, before });`,
    expect: ({ Impl, Parent, before }) => ({
      ...expectMethod({ Impl, holder: Parent }, "implementation", "Parent"),
      untouched: [[Parent.prototype, before]],
    }),
  },
  {
    name: "override of a marked parent",
    contracts: C,
    text: (form) => `
      ${form.define({ name: "Parent", body: METHOD, marks: ["C.implement"] })}
      const before = snapshot(Parent.prototype);
      ${form.define({ name: "Impl", parent: "Parent", body: METHOD, marks: ["C.implement"] })}
      keep({ Impl, Parent, before });`,
    expect: ({ Impl, Parent, before }) => ({
      ...expectMethod({ Impl }, "subclass"),
      untouched: [[Parent.prototype, before]],
    }),
  },
  {
    name: "abstract middle",
    contracts: C,
    // Decorators take no options, so the abstract class is always marked in a static block.
    text: (form) => `
      class Middle { static { C.implement(this, { abstract: true }); } twice(n) { return this.m(n); } }
      const before = snapshot(Middle.prototype);
      ${form.define({ name: "Impl", parent: "Middle", body: METHOD, marks: ["C.implement"] })}
      keep({ Impl, Middle, before });`,
    expect: ({ Impl, Middle, before }, { C }) => ({
      ...expectMethod({ Impl }, "subclass"),
      untouched: [[Middle.prototype, before]],
      also: () => {
        assert.deepEqual(C!.find(), [Impl]);
      },
    }),
  },
  {
    name: "abstract middle that has the method",
    contracts: C,
    text: (form) => `
      class Middle { static { C.implement(this, { abstract: true }); } ${METHOD} }
      const before = snapshot(Middle.prototype);
      ${form.define({ name: "Impl", parent: "Middle", body: "", marks: ["C.implement"] })}
      keep({ Impl, Middle, before });`,
    expect: ({ Impl, Middle, before }) => ({
      ...expectMethod({ Impl, holder: Middle }, "implementation", "Middle"),
      untouched: [[Middle.prototype, before]],
    }),
  },
  {
    name: "unmarked override",
    contracts: C,
    text: (form) => `
      ${form.define({ name: "Parent", body: METHOD, marks: ["C.implement"] })}
      const before = snapshot(Parent.prototype);
      class Impl extends Parent { ${METHOD} }
      keep({ Impl, Parent, before });`,
    expect: ({ Impl, Parent, before }, { C }) => {
      assert.ok(C!.is(new Impl()));
      return {
        ...expectMethod({ Impl }, "subclass"),
        untouched: [[Parent.prototype, before]],
      };
    },
  },
  {
    name: "unmarked middle below a marked leaf",
    contracts: C,
    text: (form) => `
      ${form.define({ name: "Parent", body: METHOD, marks: ["C.implement"] })}
      const before = snapshot(Parent.prototype);
      class Middle extends Parent { ${METHOD} }
      ${form.define({ name: "Impl", parent: "Middle", body: "", marks: ["C.implement"] })}
      keep({ Impl, Parent, Middle, before });`,
    expect: ({ Impl, Parent, Middle, before }) => ({
      ...expectMethod({ Impl, holder: Middle }, "subclass", "Middle"),
      untouched: [[Parent.prototype, before]],
    }),
  },
  {
    name: "super",
    contracts: C,
    text: (form) => `
      ${form.define({ name: "Parent", body: METHOD, marks: ["C.implement"] })}
      const before = snapshot(Parent.prototype);
      ${
      form.define({
        name: "Impl",
        parent: "Parent",
        body: `m(n) { return super.m(n === 5 ? "x" : n); }`,
        marks: ["C.implement"],
      })
    }
      keep({ Impl, Parent, before });`,
    expect: ({ Impl, Parent, before }) => {
      const object = new Impl();
      const member = "m";
      return {
        ...expectMethod({ Impl }, "subclass"),
        looks: { arguments: 2, answers: 2 },
        told: [
          {
            run: () => object.m("x"),
            className: "Impl",
            member,
            kind: "argument",
            blame: "caller",
          },
          {
            run: () => object.m(5),
            className: "Parent",
            member,
            kind: "argument",
            blame: "subclass",
          },
          {
            run: () => object.m(13),
            className: "Parent",
            member,
            kind: "result",
            blame: "implementation",
          },
        ],
        untouched: [[Parent.prototype, before]],
      };
    },
  },
];
