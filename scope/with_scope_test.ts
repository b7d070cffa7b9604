import assert from "node:assert/strict";
import { ReleaseError, Scope, ScopeClosedError, type ScopeExit, withScope } from "./mod.ts";

function exitOf(scope: Scope): () => ScopeExit | undefined {
  let exit: ScopeExit | undefined;
  scope.defer("look", (given) => exit = given);
  return () => exit;
}

Deno.test("withScope() returns what the body returned and tells releases of the success", async () => {
  let exit = (): ScopeExit | undefined => undefined;
  const value = await withScope("job", (job) => {
    exit = exitOf(job);
    return 42;
  });
  assert.equal(value, 42);
  assert.deepEqual(exit(), { status: "success" });
});

Deno.test("withScope() rethrows what the body threw when every release went well", async () => {
  const error = new Error("body");
  let exit = (): ScopeExit | undefined => undefined;
  const work = withScope("job", (job) => {
    exit = exitOf(job);
    throw error;
  });
  await assert.rejects(work, (thrown) => thrown === error);
  assert.deepEqual(exit(), { status: "failure", error });
});

Deno.test("withScope() keeps a failure that was told when the body returns", async () => {
  let exit = (): ScopeExit | undefined => undefined;
  await withScope("job", (job) => {
    exit = exitOf(job);
    job.fail("no good");
  });
  assert.deepEqual(exit(), { status: "failure", error: "no good" });
});

Deno.test("withScope() tells releases that it was aborted when the body obeys the signal", async () => {
  const reason = new Error("enough");
  const thrown = [reason, new DOMException("x", "AbortError"), new Error("x", { cause: reason })];
  for (const error of thrown) {
    const controller = new AbortController();
    let exit = (): ScopeExit | undefined => undefined;
    const work = withScope("job", (job) => {
      exit = exitOf(job);
      controller.abort(reason);
      throw error;
    }, { signal: controller.signal });
    await assert.rejects(work, (given) => given === error);
    assert.deepEqual(exit(), { status: "aborted", error });
  }
});

Deno.test("withScope() takes another error after the abort for a failure", async () => {
  const controller = new AbortController();
  let exit = (): ScopeExit | undefined => undefined;
  const work = withScope("job", (job) => {
    exit = exitOf(job);
    controller.abort();
    throw new Error("disk is full");
  }, { signal: controller.signal });
  await assert.rejects(work, /disk is full/);
  assert.equal(exit()?.status, "failure");
});

Deno.test("withScope() does not run the body when its signal has aborted", async () => {
  const work = withScope("job", () => assert.fail("must not run"), {
    signal: AbortSignal.abort("enough"),
  });
  await assert.rejects(work, (reason) => reason === "enough");
});

Deno.test("withScope() waits for a body that goes on after the abort", async () => {
  const controller = new AbortController();
  const body = Promise.withResolvers<string>();
  const work = withScope("job", () => body.promise, { signal: controller.signal });
  controller.abort("enough");
  body.resolve("drained");
  assert.equal(await work, "drained");
});

Deno.test("withScope() throws body and release errors together", async () => {
  const work = withScope("job", (job) => {
    job.defer("lock", () => Promise.reject(new Error("lock")));
    throw new Error("body");
  });
  await assert.rejects(work, (error: unknown) => {
    assert.ok(error instanceof ReleaseError);
    assert.equal((error.cause as Error).message, "body");
    assert.equal(error.errors[0].message, "lock");
    return true;
  });
});

Deno.test("withScope() takes a body that its parent cuts short for aborted", async () => {
  const app = new Scope("app");
  const body = Promise.withResolvers<number>();
  let exit = (): ScopeExit | undefined => undefined;
  const work = withScope("job", (job) => {
    exit = exitOf(job);
    return body.promise;
  }, { parent: app });
  app.succeed();
  await app.close();
  assert.equal(exit()?.status, "aborted");
  body.resolve(1);
  await assert.rejects(work, ScopeClosedError);
});

Deno.test("withScope() takes what is below for aborted too when its parent cuts the body short", async () => {
  const app = new Scope("app");
  const body = Promise.withResolvers<number>();
  let exit = (): ScopeExit | undefined => undefined;
  const work = withScope("job", (job) => {
    exit = exitOf(job.child("step"));
    return body.promise;
  }, { parent: app });
  await app.close({ status: "success" });
  assert.equal(exit()?.status, "aborted");
  body.resolve(1);
  await assert.rejects(work, ScopeClosedError);
});

Deno.test("withScope() loses neither error when it was closed over its head", async () => {
  const app = new Scope("app");
  const body = Promise.withResolvers<number>();
  const work = withScope("job", (job) => {
    job.defer("lock", () => Promise.reject(new Error("lock")));
    return body.promise;
  }, { parent: app });
  await assert.rejects(app.close(), /lock/);
  body.reject(new Error("body"));
  await assert.rejects(work, (error: unknown) => {
    assert.ok(error instanceof ReleaseError);
    assert.equal((error.cause as Error).message, "body");
    assert.ok(error.errors[0] instanceof ReleaseError);
    return true;
  });
});

Deno.test("withScope() lets the body close its own scope", async () => {
  const value = await withScope("job", async (job) => {
    await job.close({ status: "success" });
    return 1;
  });
  assert.equal(value, 1);
});

Deno.test("withScope() refuses a body that is no function", async () => {
  await assert.rejects(withScope("job", 1 as never), /"body" must be a function/);
});
