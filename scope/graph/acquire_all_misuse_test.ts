import assert from "node:assert/strict";
import { acquireAll, type Resource, Scope } from "../mod.ts";

/** Resources made by hand, of which each needs the next, the last the one at `back`. */
function circle(length: number, back: number): Record<string, Resource<string>> {
  const all = Array.from({ length }, (_, index) => ({
    name: `r${index}`,
    acquire: () => "never",
    release: () => {},
    needs: {} as Record<string, Resource<string>>,
  }));
  all.forEach((resource, index) => resource.needs = { next: all[index + 1] ?? all[back]! });
  return { first: all[0]! };
}

async function refuse(resources: unknown, options: unknown, message: RegExp): Promise<void> {
  await using app = new Scope("app");
  await assert.rejects(acquireAll(app, resources as never, options as never), message);
  assert.equal(app.stats().acquired, 0);
}

Deno.test("acquireAll() names the cycle when resources need each other", async () => {
  const because = "Cannot acquire the resources as they need each other in a cycle: ";
  await refuse(circle(3, 0), {}, new RegExp(`^TypeError: ${because}r0 → r1 → r2 → r0$`));
  await refuse(circle(4, 2), {}, new RegExp(`^TypeError: ${because}r2 → r3 → r2$`));
  await refuse(circle(1, 0), {}, new RegExp(`^TypeError: ${because}r0 → r0$`));
});

Deno.test("acquireAll() shows only the ends of a long cycle", async () => {
  const ends =
    "r0 → r1 → r2 → r3 → r4 → \\(9990 more\\) → r9995 → r9996 → r9997 → r9998 → r9999 → r0";
  await refuse(circle(10_000, 0), {}, new RegExp(`in a cycle: ${ends}$`));
});

Deno.test("acquireAll() refuses what is no resource, wherever it stands", async () => {
  const noResource = { name: "a", acquire: () => 1, release: 1 };
  await refuse({ a: 1 }, {}, /^TypeError: .*"resources.a" must be an object/);
  await refuse({ a: noResource }, {}, /^TypeError: .*"resources.a.release" must be a function/);
  const needy = { name: "needy", acquire: () => 1, release: () => {}, needs: { a: noResource } };
  await refuse({ needy }, {}, /^TypeError: .*"resources.needy.needs.a" must be a resource/);
  needy.needs = { a: { ...noResource, name: "", release: () => {} } as never };
  await refuse({ needy }, {}, /^TypeError: .*"needy.needs.a.name" must be a non-empty string/);
  for (const resources of [undefined, null, [], 5]) {
    await refuse(resources, {}, /^TypeError: .*"resources" must be an object of resources by name/);
  }
});

Deno.test("acquireAll() refuses options that cannot work", async () => {
  await refuse({}, { timeout: 5 }, /^TypeError: .*use "timeoutMs"/);
  await refuse({}, { timeoutMs: -1 }, /^RangeError: .*"timeoutMs"/);
  await refuse({}, { timeoutMs: "5" }, /^TypeError: .*"timeoutMs"/);
  await refuse({}, { concurrency: 0 }, /^RangeError: .*"concurrency" must be an integer >= 1/);
  await refuse({}, { concurrency: 1.5 }, /^RangeError: .*"concurrency"/);
  await refuse({}, { signal: {} }, /^TypeError: .*"signal" must be an AbortSignal/);
  await assert.rejects(acquireAll({} as Scope, {}), /"scope" must be a Scope/);
});
