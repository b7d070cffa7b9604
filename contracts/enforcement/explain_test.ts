import assert from "node:assert/strict";
import { array, contract, ContractError, integer, object, predicate, unknown } from "../mod.ts";
import type { Schema } from "../mod.ts";

interface Gate {
  open(code: unknown, times: number): unknown;
  level: unknown;
}

let refusals = 0;
let impls = 0;

/** Refuses as often as it is told to, whatever the value. */
const moody = predicate((_value: unknown) => refusals-- <= 0, "a good day") as Schema<unknown>;

function violationsOf(
  use: (gate: Gate) => void,
  schema: Schema<unknown>,
  code: Schema<unknown> = unknown(),
) {
  const Gate = contract<Gate>("test.Gate", {
    members: {
      open: { params: [["code", code], ["times", integer()]], returns: schema },
      level: { attribute: schema },
    },
  });
  class Impl implements Gate {
    static {
      Gate.implement(this, { name: `impl ${impls++}` });
    }
    open(code: unknown): unknown {
      return code;
    }
    get level(): unknown {
      return [{ a: 1 }];
    }
    set level(_value: unknown) {}
  }
  const gate = new Impl();
  try {
    use(gate);
  } catch (error) {
    assert.ok(error instanceof ContractError);
    return error.violations.map(({ path, expected }) => [path.join("."), expected]);
  } finally {
    refusals = 0;
  }
  return assert.fail("nothing was refused");
}

Deno.test("explainRefused() says what was expected when a test changes its mind", () => {
  const nested = array(object({ a: moody }));
  for (const count of [2, 3, 4]) {
    const open = (gate: Gate) => {
      refusals = count;
      gate.open([{ a: 1 }], 1);
    };
    assert.deepEqual(violationsOf(open, moody), [["result", "a good day"]]);
    const [[path, expected]] = violationsOf(open, nested) as [[string, string]];
    assert.ok(path === "result" && expected === "array" || path === "result.0.a", path);
    const read = (gate: Gate) => {
      refusals = count;
      assert.ok(gate.level);
    };
    assert.deepEqual(violationsOf(read, moody), [["level", "a good day"]]);
    assert.equal(violationsOf(read, nested).length, 1);
  }
});

Deno.test("explainArguments() names all parameters when a test changes its mind", () => {
  const told = [2, 3, 4].map((count) =>
    violationsOf(
      (gate) => {
        refusals = count;
        gate.open(7, 1);
      },
      unknown(),
      moody,
    )[0]
  );
  assert.deepEqual(told[0], ["arguments", "code: a good day, times: integer"]);
  assert.deepEqual(told.at(-1), ["code", "a good day"]);
});
