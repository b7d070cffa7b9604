import { anyContract, type Made, type Row, type Told, type World } from "./row.ts";

/** Both ways to break the contract of a member, whatever it is called. */
function bothTold(
  label: string,
  [argument, result]: readonly [run: () => unknown, run: () => unknown],
  kinds: readonly [string, string] = ["argument", "result"],
): Told[] {
  const at = { className: "Impl", member: label };
  return [
    { ...at, run: argument, kind: kinds[0], blame: "caller" },
    { ...at, run: result, kind: kinds[1], blame: "implementation" },
  ];
}

/** A row about one class of its own with one method in some way of writing it. */
function methodRow(
  name: string,
  contract: (world: World) => Row["contracts"] extends (world: World) => infer R ? R : never,
  body: string,
  how: {
    readonly key?: PropertyKey;
    readonly label?: string;
    readonly holder?: (Impl: Made) => object;
    readonly call: (Impl: Made, n: unknown) => unknown;
    readonly value: unknown;
    readonly kind?: string;
    readonly functionName?: string;
  },
): Row {
  const { key = "m", label = "m", kind = "result", functionName = label } = how;
  return {
    name,
    isPlain: true,
    contracts: contract,
    text: (form) => `
      ${form.define({ name: "Impl", body, marks: ["C.implement"] })}
      keep({ Impl });`,
    expect: ({ Impl }) => ({
      right: () => how.call(Impl, 4),
      value: how.value,
      told: bothTold(label, [() => how.call(Impl, "x"), () => how.call(Impl, 13)], [
        "argument",
        kind,
      ]),
      functions: [[how.holder?.(Impl) ?? Impl.prototype, key, functionName, 1]],
    }),
  };
}

const SYMBOL = Symbol.for("test.m");

const call = (Impl: Made, n: unknown) => new (Impl as never as new () => Made)().m(n);

/** A contract over one attribute, `size`. */
const attribute = (kind?: string) => (world: World) => ({
  C: anyContract("test.C", {
    members: { size: { attribute: world.argument("number"), ...(kind !== undefined && { kind }) } },
  }),
});

/** Writing, reading back, and what is told of both; a setter that is given 13 spoils the value. */
function accessorRow(name: string, kind: string | undefined, body: string): Row {
  return {
    name,
    isPlain: true,
    contracts: attribute(kind),
    text: (form) => `
      ${form.define({ name: "Impl", body, marks: ["C.implement"] })}
      keep({ Impl });`,
    expect: ({ Impl }) => {
      const object = new Impl();
      return {
        right: () => {
          object.size = 4;
          return object.size;
        },
        value: 4,
        looks: { arguments: 2, answers: 0 },
        told: bothTold("size", [() => object.size = "x", () => {
          const spoiled = new Impl();
          spoiled.spoil();
          return spoiled.size;
        }], ["attribute", "attribute"]),
        functions: [[Impl.prototype, "size", "get size", 0]],
      };
    },
  };
}

/** The ways in which a member can be written. */
export const MEMBER_ROWS: readonly Row[] = [
  methodRow(
    "static",
    (world) => ({
      C: anyContract("test.C", {
        members: {},
        statics: { m: { params: [["n", world.argument("number")]], returns: world.answer() } },
      }),
    }),
    `static m(n) { return n === 13 ? "bad" : n * 2; }`,
    {
      label: "static m",
      functionName: "m",
      holder: (Impl) => Impl,
      call: (Impl, n) => Impl.m(n),
      value: 8,
    },
  ),
  methodRow(
    "symbol",
    (world) => ({
      C: anyContract("test.C", {
        members: {
          [SYMBOL]: { params: [["n", world.argument("number")]], returns: world.answer() },
        },
      }),
    }),
    `[Symbol.for("test.m")](n) { return n === 13 ? "bad" : n * 2; }`,
    {
      key: SYMBOL,
      label: "[test.m]",
      call: (Impl, n) => new (Impl as never as new () => Made)()[SYMBOL as never]!(n),
      value: 8,
    },
  ),
  methodRow(
    "#private",
    (world) => ({ C: world.method("test.C") }),
    `#factor = 2;
     static #bad() { return "bad"; }
     #times(n) { return n * this.#factor; }
     m(n) { return n === 13 ? Impl.#bad() : this.#times(n); }`,
    { call, value: 8 },
  ),
  methodRow(
    "async",
    (world) => ({ C: world.method("test.C", { kind: "async" }) }),
    `async m(n) { return await (n === 13 ? "bad" : n * 2); }`,
    { call, value: 8 },
  ),
  methodRow(
    "generator",
    (world) => ({ C: world.method("test.C", { kind: "generator" }) }),
    `*m(n) { yield n === 13 ? "bad" : n * 2; }`,
    { call, value: [8], kind: "item" },
  ),
  methodRow(
    "async generator",
    (world) => ({ C: world.method("test.C", { kind: "asyncGenerator" }) }),
    `async *m(n) { yield await (n === 13 ? "bad" : n * 2); }`,
    { call, value: [8], kind: "item" },
  ),
  accessorRow(
    "accessor pair",
    "accessor",
    `#size = 1; get size() { return this.#size; } set size(size) { this.#size = size; }
     spoil() { this.#size = "bad"; }`,
  ),
  accessorRow(
    "accessor pair of any kind",
    undefined,
    `#size = 1; get size() { return this.#size; } set size(size) { this.#size = size; }
     spoil() { this.#size = "bad"; }`,
  ),
  {
    ...accessorRow("accessor keyword", "accessor", `accessor size = 1;`),
    expect: ({ Impl }) => {
      const object = new Impl();
      return {
        right: () => {
          object.size = 4;
          return object.size;
        },
        value: 4,
        looks: { arguments: 2, answers: 0 },
        told: bothTold("size", [() => object.size = "x", () => object.size = "x"], [
          "attribute",
          "attribute",
        ]).slice(0, 1),
        functions: [[Impl.prototype, "size", "get size", 0]],
      };
    },
  },
  {
    name: "getter overridden alone",
    contracts: attribute("getter"),
    text: (form) => `
      ${form.define({ name: "Parent", body: `get size() { return 1; }`, marks: ["C.implement"] })}
      const before = snapshot(Parent.prototype);
      ${
      form.define({
        name: "Impl",
        parent: "Parent",
        body: `bad = false; get size() { return this.bad ? "bad" : super.size + 1; }`,
        marks: ["C.implement"],
      })
    }
      keep({ Impl, Parent, before });`,
    expect: ({ Impl, Parent, before }) => ({
      right: () => new Impl().size,
      value: 2,
      looks: { arguments: 2, answers: 0 },
      told: [{
        run: () => Object.assign(new Impl(), { bad: true }).size,
        className: "Impl",
        member: "size",
        kind: "attribute",
        blame: "subclass",
      }],
      functions: [[Impl.prototype, "size", "get size", 0]],
      untouched: [[Parent.prototype, before]],
    }),
  },
  {
    name: "setter overridden alone",
    contracts: attribute("setter"),
    text: (form) => `
      ${
      form.define({ name: "Parent", body: `set size(n) { this.n = n; }`, marks: ["C.implement"] })
    }
      const before = snapshot(Parent.prototype);
      ${
      form.define({
        name: "Impl",
        parent: "Parent",
        body: `set size(n) { super.size = n === 13 ? "bad" : n * 2; }`,
        marks: ["C.implement"],
      })
    }
      keep({ Impl, Parent, before });`,
    expect: ({ Impl, Parent, before }) => {
      const object = new Impl();
      const at = { member: "size", kind: "attribute" };
      return {
        right: () => {
          object.size = 4;
          return object.n;
        },
        value: 8,
        looks: { arguments: 2, answers: 0 },
        told: [
          { ...at, run: () => object.size = "x", className: "Impl", blame: "caller" },
          { ...at, run: () => object.size = 13, className: "Parent", blame: "subclass" },
        ],
        functions: [[Impl.prototype, "size", "set size", 1]],
        untouched: [[Parent.prototype, before]],
      };
    },
  },
];
