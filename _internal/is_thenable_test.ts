import assert from "node:assert/strict";
import { runInNewContext } from "node:vm";
import { isThenable } from "./is_thenable.ts";

Deno.test("isThenable() knows promises of other realms and libraries from other values", () => {
  const then = () => {};
  for (const value of [Promise.resolve(), runInNewContext("Promise.resolve()"), { then }]) {
    assert.ok(isThenable(value));
  }
  assert.ok(isThenable(Object.assign(() => {}, { then })));
  for (const value of [null, undefined, "then", 1, {}, { then: 1 }, then]) {
    assert.ok(!isThenable(value));
  }
});
