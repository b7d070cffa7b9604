import assert from "node:assert/strict";
import { contract, integer, string } from "../mod.ts";
import { toChecker } from "../schemas/checker.ts";
import { canGenerate, tryToCompile } from "./can_generate.ts";
import { generatedGetter, generatedSetter } from "./generated_accessor.ts";
import { generatedPath, generatedTest } from "./generated_path.ts";

interface Counter {
  add(by: number): number;
  later(by: number): Promise<number>;
}

const Counter = contract<Counter>("test.Counter", {
  members: {
    add: { params: [["by", integer()]], returns: integer() },
    later: { kind: "async", params: [["by", integer()]], returns: integer() },
  },
});

class Impl implements Counter {
  static {
    Counter.implement(this);
  }
  add(by: number): number {
    return by + 1;
  }
  later(by: number): Promise<number> {
    return Promise.resolve(by + 1);
  }
}

/** Lets the host refuse code from now on, as a policy that comes late does. */
async function refusingCode(run: () => Promise<void>): Promise<void> {
  const Original = globalThis.Function;
  globalThis.Function = function () {
    throw new EvalError("Code generation from strings disallowed for this context");
  } as unknown as FunctionConstructor;
  try {
    await run();
  } finally {
    globalThis.Function = Original;
  }
}

Deno.test("canGenerate() turns false when the host begins to refuse code", async () => {
  assert.ok(canGenerate());
  assert.throws(() => tryToCompile([], "return ="), SyntaxError);
  assert.ok(canGenerate());
  const impl = new Impl();
  await refusingCode(async () => {
    for (let call = 0; call < 120; call++) {
      assert.equal(impl.add(call), call + 1);
      assert.equal(await impl.later(call), call + 1);
    }
    assert.throws(() => impl.add("x" as never), { blame: "caller" });
    await assert.rejects(impl.later("x" as never), { blame: "caller" });
  });
  assert.ok(!canGenerate());

  // From now on everybody is left to closures, in this process for good: hence a single test.
  const checker = toChecker(string(), "");
  const path = { params: [checker], result: undefined, kind: "sync", finish: undefined } as const;
  await refusingCode(() => {
    assert.equal(tryToCompile([], "return 1"), undefined);
    return Promise.resolve();
  });
  assert.equal(generatedTest(checker), checker.test);
  assert.equal(generatedPath({ ...path, original: () => 1, slow: () => 2 }), undefined);
  assert.equal(generatedGetter(checker, () => 1, () => {}), undefined);
  assert.equal(generatedSetter(checker, () => {}, () => {}), undefined);
});
