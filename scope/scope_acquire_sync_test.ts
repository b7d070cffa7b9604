import assert from "node:assert/strict";
import { defineResource, Scope, ScopeClosedError } from "./mod.ts";

Deno.test("Scope.acquireSync() holds what is there at once", async () => {
  const log: unknown[] = [];
  const scope = new Scope("app");
  const file = defineResource({ name: "file", acquire: () => 7, release: (fd) => log.push(fd) });
  assert.equal(scope.acquireSync(file), 7);
  await scope.close();
  assert.deepEqual(log, [7]);
});

Deno.test("Scope.acquireSync() refuses a promise and releases what it brings", async () => {
  const log: unknown[] = [];
  const scope = new Scope("app");
  const slow = defineResource({
    name: "slow",
    acquire: () => Promise.resolve(7),
    release: (fd, exit) => log.push(fd, exit.status),
  });
  assert.throws(() => scope.acquireSync(slow), /"slow".*returned a promise: use acquire\(\)/);
  await scope.close();
  assert.deepEqual(log, [7, "aborted"]);
  assert.equal(scope.stats().lateReleased, 1);
});

Deno.test("Scope.acquireSync() throws what acquiring throws and holds nothing", async () => {
  const controller = new AbortController();
  const scope = new Scope("app", { signal: controller.signal });
  const broken = defineResource<number>({
    name: "broken",
    acquire: () => {
      throw new Error("no file");
    },
    release: () => assert.fail("nothing was acquired"),
    retry: { maxAttempts: 3 },
  });
  assert.throws(() => scope.acquireSync(broken), /no file/);
  assert.equal(scope.stats().acquireFailed, 1);
  controller.abort(new Error("stop"));
  assert.throws(() => scope.acquireSync(broken), /stop/);
  await scope.close();
  assert.throws(() => scope.acquireSync(broken), ScopeClosedError);
});

Deno.test("Scope.acquireSync() releases a value whose scope closed meanwhile", async () => {
  const log: unknown[] = [];
  const scope = new Scope("app");
  const closing = defineResource({
    name: "closing",
    acquire: () => {
      void scope.close();
      return 7;
    },
    release: (fd) => log.push(fd),
  });
  assert.throws(() => scope.acquireSync(closing), ScopeClosedError);
  assert.deepEqual(log, [7]);
  await scope.close();
});
