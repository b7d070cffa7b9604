import assert from "node:assert/strict";
import { ForgottenRoots } from "./_forgotten_roots.ts";

function root(path: string, place?: string) {
  return { path, place, openMs: 1, resources: [] };
}

Deno.test("ForgottenRoots counts roots of the same place as one", () => {
  const roots = new ForgottenRoots(10);
  for (const path of ["request 1", "request 2"]) roots.add(root(path, "a.ts:1:1"));
  roots.add(root("job"));
  roots.add(root("request 3", "a.ts:1:1"));
  const found = roots.toArray().map(({ path, count }) => [path, count]);
  assert.deepEqual(found, [["job", 1], ["request 3", 3]]);
});

Deno.test("ForgottenRoots drops the kind that was not found for longest", () => {
  const roots = new ForgottenRoots(2);
  for (const path of ["a", "a", "b", "c", "d"]) roots.add(root(path));
  assert.deepEqual(roots.toArray().map(({ path }) => path), ["c", "d"]);
  assert.equal(roots.dropped, 3);
});
