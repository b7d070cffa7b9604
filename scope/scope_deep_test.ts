import assert from "node:assert/strict";
import { Scope } from "./mod.ts";

/** Names are text of their own at each level: quadratic text would take gigabytes here. */
const DEPTH = 50_000;

function deep(visit: (scope: Scope) => void): Scope {
  const root = new Scope("root");
  let scope = root;
  for (let level = 0; level < DEPTH; level++) {
    scope = scope.child("child");
    visit(scope);
  }
  return root;
}

Deno.test("Scope aborts every signal of a deep tree without writing long paths", async () => {
  const signals: AbortSignal[] = [];
  await deep((scope) => signals.push(scope.signal)).close();
  assert.ok(signals.every((signal) => signal.aborted));
});

Deno.test("Scope names every failure of a deep tree without writing long paths", async () => {
  const root = deep((scope) =>
    scope.defer("x", () => {
      throw new Error("gone");
    })
  );
  const error: AggregateError = await root.close().then(() => assert.fail(), (error) => error);
  assert.equal(error.errors.length, DEPTH);
});
