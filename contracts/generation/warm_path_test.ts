import assert from "node:assert/strict";
import { string } from "../mod.ts";
import type { Method } from "../plan/method_kind.ts";
import { toChecker } from "../schemas/checker.ts";
import type { FastPath } from "./fast_path.ts";
import { isCompiled } from "./generated_path.ts";
import { warmPath } from "./warm_path.ts";

const path: FastPath = {
  params: [toChecker(string(), "")],
  result: undefined,
  kind: "sync",
  original: (value) => `original ${value}`,
  slow: (_self, args) => `slow ${args.length}`,
  finish: undefined,
};

Deno.test("warmPath() is exchanged once, after some calls", () => {
  const exchanged: Method[] = [];
  const first = warmPath(path, (method) => exchanged.push(method));
  assert.equal(first.call(null, "a"), "original a");
  assert.deepEqual([exchanged.length, isCompiled(path)], [0, false]);
  for (let call = 0; call < 1_000; call++) first.call(null, "a");
  assert.deepEqual([exchanged.length, isCompiled(path)], [1, true]);
  for (const method of [first, exchanged[0]!]) {
    assert.equal(method.call(null, "a"), "original a");
    assert.equal(method.call(null, 1, 2), "slow 2");
  }
  const second = warmPath({ ...path, original: () => "second" }, () => assert.fail("exchanged"));
  for (let call = 0; call < 1_000; call++) assert.equal(second.call(null, "a"), "second");
});
