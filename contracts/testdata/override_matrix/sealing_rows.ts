import assert from "node:assert/strict";
import { ContractError } from "../../mod.ts";
import type { Row } from "./row.ts";

const METHOD = `m(n) { return n === 13 ? "bad" : n * 2; }`;

/** Classes that can no longer be changed. */
export const SEALING_ROWS: readonly Row[] = [
  {
    name: "frozen before",
    contracts: (world) => ({ C: world.method("test.C") }),
    // The class that can be used is a second one, since the first is refused.
    text: (form) => `
      let refusal, before, Frozen;
      const see = (constructor) => {
        Frozen = constructor;
        before = snapshot(constructor.prototype);
        return constructor;
      };
      try {
        ${form.define({ name: "Refused", body: METHOD, marks: ["freeze", "see", "C.implement"] })}
      } catch (error) { refusal = error; }
      ${form.define({ name: "Impl", body: METHOD, marks: ["C.implement"] })}
      keep({ Impl, refusal, before, Frozen });`,
    expect: ({ Impl, refusal, before, Frozen }, { C }) => {
      const object = new Impl();
      const at = { className: "Impl", member: "m" };
      return {
        right: () => object.m(4),
        value: 8,
        told: [
          { ...at, run: () => object.m("x"), kind: "argument", blame: "caller" },
          { ...at, run: () => object.m(13), kind: "result", blame: "implementation" },
        ],
        functions: [[Impl.prototype, "m", "m", 1]],
        untouched: [[Frozen.prototype, before]],
        also: () => {
          assert.equal(C!.find().length, 1);
          assert.ok(refusal instanceof ContractError);
          assert.equal(refusal.className, "Refused");
          assert.deepEqual(refusal.violations.map(({ kind }) => kind), ["sealed"]);
        },
      };
    },
  },
  {
    name: "frozen after",
    contracts: (world) => ({ C: world.method("test.C") }),
    text: (form) => `
      ${form.define({ name: "Impl", body: METHOD, marks: ["C.implement", "freeze"] })}
      keep({ Impl });`,
    expect: ({ Impl }) => {
      const object = new Impl();
      const at = { className: "Impl", member: "m" };
      return {
        right: () => object.m(4),
        value: 8,
        canSwitch: false,
        told: [
          { ...at, run: () => object.m("x"), kind: "argument", blame: "caller" },
          { ...at, run: () => object.m(13), kind: "result", blame: "implementation" },
        ],
        functions: [[Impl.prototype, "m", "m", 1]],
        also: () => {
          assert.ok(Object.isFrozen(Impl.prototype));
        },
      };
    },
  },
];
