import assert from "node:assert/strict";
import { contract, integer, type StandardSchema } from "../mod.ts";

interface Adder {
  add(by: number): number;
  later(by: number): Promise<number>;
  size: number;
}

const slow: StandardSchema<number> = {
  "~standard": {
    version: 1,
    vendor: "slow",
    validate: (value) => Promise.resolve({ value: value as number }),
  },
};

const size = { attribute: integer() } as const;
const later = { kind: "async", params: [["by", integer()]] } as const;

Deno.test("readMembers() refuses an example with more arguments than parameters", () => {
  const add = { params: [["by", integer()]], examples: [{ args: [1] }, { args: [1, 2] as never }] };
  assert.throws(
    () => contract<Adder>("test.Adder", { members: { add: add as never, later, size } }),
    {
      name: "TypeError",
      message:
        /"members\.add\.examples\[1\]\.args" must be an array of at most 1 argument: .* of 2$/,
    },
  );
});

Deno.test("readMembers() leaves an example alone that only a promise could judge", () => {
  contract<Adder>("test.Adder", {
    members: {
      add: { params: [["by", integer()]], returns: slow, examples: [{ args: [1], returns: 2 }] },
      later: { kind: "async", params: [["by", slow]], examples: [{ args: [1], returns: 2 }] },
      size: { attribute: slow, examples: [1] },
    },
  });
});
