import assert from "node:assert/strict";
import type { Expectation, Made, Row, Told, World } from "./row.ts";

/** A method that answers as it is told to. */
const METHOD = `m(n) { return n === 13 || n === "bad" ? "bad" : n; }`;

/** What is true of a class under several contracts, all of which accept 4. */
function expectJoined({ Impl }: Made, clauses: number, told: Partial<Told> = {}): Expectation {
  const object = new Impl();
  const at = { className: "Impl", member: "m" } as const;
  return {
    right: () => object.m(4),
    value: 4,
    looks: { arguments: clauses, answers: clauses },
    told: [
      { ...at, run: () => object.m(null), kind: "argument", blame: "caller" },
      { ...at, run: () => object.m(13), kind: "result", blame: "implementation", ...told },
    ],
    functions: [[Impl.prototype, "m", "m", 1]],
  };
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item) =>
    permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest])
  );
}

/** Contracts that all take numbers, and but one of them another type each. */
function diamondRow(order: readonly string[]): Row {
  const types: Readonly<Record<string, string>> = { A: "number", B: "string", D: "boolean" };
  const names = order.toSorted();
  return {
    name: `diamond of ${order.join(", ")}`,
    contracts: (world) =>
      Object.fromEntries(names.map((name) => {
        return [name, world.method(`test.${name}`, { types: ["number", types[name]!] })];
      })),
    text: (form) => `
      ${
      form.define({ name: "Impl", body: METHOD, marks: order.map((name) => `${name}.implement`) })
    }
      keep({ Impl });`,
    expect: (made, contracts) => ({
      ...expectJoined(made, names.length, { contracts: names.map((name) => `test.${name}`) }),
      also: () => {
        const object = new made.Impl();
        const only = names.map((name) => ({ A: 1, B: "text", D: true })[name]);
        assert.deepEqual(only.map((value) => object.m(value)), only);
        for (const contract of Object.values(contracts)) assert.equal(contract.get(), made.Impl);
      },
    }),
  };
}

/** A parent contract and two that extend it, one of which says anew what its method is. */
function family(world: World) {
  const P = world.method("test.P");
  const X = P.extend("test.X", { members: {}, version: "1.0.0" } as never);
  const Y = P.extend("test.Y", {
    members: { m: { params: [["n", world.argument("number")]], returns: world.answer() } },
  } as never);
  return { P, X, Y };
}

/** Several contracts on one class. */
export const CONTRACT_ROWS: readonly Row[] = [
  ...permutations(["A", "B"]).map(diamondRow),
  ...permutations(["A", "B", "D"]).map(diamondRow),
  ...permutations(["X", "Y"]).map((order): Row => ({
    name: `two contracts extended from one, ${order.join(" first, then ")}`,
    contracts: family,
    text: (form) => `
      ${
      form.define({ name: "Impl", body: METHOD, marks: order.map((name) => `${name}.implement`) })
    }
      keep({ Impl });`,
    expect: (made, { P, X, Y }) => ({
      // P says what the method is, and Y says it anew.
      ...expectJoined(made, 2, { contracts: ["test.P", "test.Y"] }),
      also: () => {
        for (const contract of [P, X, Y]) {
          assert.deepEqual(contract!.find(), [made.Impl]);
        }
      },
    }),
  })),
  {
    name: "contract that extends another",
    contracts: family,
    text: (form) => `
      ${form.define({ name: "Impl", body: METHOD, marks: ["X.implement"] })}
      keep({ Impl });`,
    expect: (made) => expectJoined(made, 1, { contracts: ["test.P"] }),
  },
  {
    name: "child of a parent that keeps the extended contract",
    contracts: family,
    text: (form) => `
      ${form.define({ name: "Parent", body: METHOD, marks: ["P.implement"] })}
      const before = snapshot(Parent.prototype);
      ${form.define({ name: "Impl", parent: "Parent", body: METHOD, marks: ["X.implement"] })}
      keep({ Impl, Parent, before });`,
    expect: (made) => ({
      ...expectJoined(made, 1, { blame: "subclass", contracts: ["test.P"] }),
      untouched: [[made.Parent.prototype, made.before]],
    }),
  },
  {
    name: "inherited from a parent that keeps less",
    contracts: family,
    text: (form) => `
      ${form.define({ name: "Parent", body: METHOD, marks: ["P.implement"] })}
      const before = snapshot(Parent.prototype);
      ${form.define({ name: "Impl", parent: "Parent", body: "", marks: ["Y.implement"] })}
      keep({ Impl, Parent, before });`,
    expect: (made) => ({
      ...expectJoined(made, 2, { contracts: ["test.P", "test.Y"] }),
      untouched: [[made.Parent.prototype, made.before]],
    }),
  },
];
