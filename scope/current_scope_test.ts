import assert from "node:assert/strict";
import { currentScope, Scope, withScope } from "./mod.ts";

Deno.test("currentScope() is the innermost scope that runs, across awaits and timers", async () => {
  const app = new Scope("app");
  assert.equal(currentScope(), undefined);
  const seen = await app.run(async (scope) => {
    assert.equal(scope, app);
    await new Promise((resolve) => setTimeout(resolve));
    const inner = app.child("inner");
    const names = [currentScope()?.name, inner.run(() => currentScope()?.name)];
    return [...names, currentScope()?.name];
  });
  assert.deepEqual(seen, ["app", "inner", "app"]);
  assert.equal(currentScope(), undefined);
  await app.close();
});

Deno.test("currentScope() keeps scopes that run at the same time apart", async () => {
  const names = await Promise.all(
    ["a", "b", "c"].map((name) =>
      withScope(name, (scope) =>
        scope.run(async () => {
          await Promise.resolve();
          return currentScope()?.name;
        }))
    ),
  );
  assert.deepEqual(names, ["a", "b", "c"]);
});

Deno.test("currentScope() is not set by a scope that only exists", async () => {
  await withScope("job", async () => {
    await using scope = new Scope("block");
    assert.equal(currentScope(), undefined);
    assert.throws(() => scope.run(1 as never), /"fn" must be a function/);
  });
});

Deno.test("currentScope() is there in what a release does", async () => {
  const app = new Scope("app");
  let seen: Scope | undefined;
  app.defer("last word", () => seen = currentScope());
  await app.run(() => app.close());
  assert.equal(seen, app);
});
