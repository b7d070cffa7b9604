import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { ManualClock } from "../../testing/manual_clock.ts";
import {
  defineResource,
  ReleaseError,
  ResourcePool,
  Scope,
  type ScopeExit,
  transaction,
  TransactionError,
  withScope,
} from "../mod.ts";
import { fakeClient, refuse } from "./testdata/fake_client.ts";

const exits: readonly (readonly [ScopeExit, string])[] = [
  [{ status: "success" }, "commit"],
  [{ status: "failure", error: 1 }, "rollback"],
  [{ status: "aborted", error: 1 }, "rollback"],
  [{ status: "unknown" }, "rollback"],
];

for (const [exit, end] of exits) {
  Deno.test(`transaction() ends with ${end} when its scope ends with ${exit.status}`, async () => {
    const client = fakeClient();
    const scope = new Scope("job");
    assert.equal(await scope.acquire(transaction(client)), client);
    await scope.close(exit);
    assert.deepEqual(client.log, ["begin", end]);
  });
}

Deno.test("transaction() holds nothing when it cannot begin", async () => {
  const client = fakeClient();
  client.faults.set("begin", refuse("no more"));
  await using scope = new Scope("job");
  await assert.rejects(scope.acquire(transaction(client)), /no more/);
  assert.equal(scope.stats().held, 0);
  client.faults.clear();
  await scope.acquire(transaction(client));
  assert.deepEqual(client.log, ["begin", "begin"]);
});

Deno.test("transaction() makes the scope fail when the commit fails, and undoes what was done", async () => {
  const client = fakeClient();
  client.faults.set("commit", refuse("could not serialize"));
  const work = withScope("job", (job) => job.acquire(transaction(client)));
  await assert.rejects(work, { name: "Error", message: "could not serialize" });
  assert.deepEqual(client.log, ["begin", "commit", "rollback"]);
});

Deno.test("transaction() shows the error of the commit when the rollback after it fails too", async () => {
  const client = fakeClient();
  client.faults.set("commit", refuse("connection is gone"));
  client.faults.set("rollback", refuse("connection is gone, again"));
  const work = withScope("job", (job) => job.acquire(transaction(client)));
  await assert.rejects(work, { name: "Error", message: "connection is gone" });
});

Deno.test("transaction() reports a rollback that fails without hiding why there was one", async () => {
  const client = fakeClient();
  client.faults.set("rollback", refuse("connection is gone"));
  const cause = new Error("out of stock");
  const work = withScope("job", async (job) => {
    await job.acquire(transaction(client, { name: "order" }));
    throw cause;
  });
  await assert.rejects(work, (error) => {
    assert.ok(error instanceof ReleaseError);
    assert.equal(error.cause, cause);
    assert.equal(error.errors[0].message, "connection is gone");
    assert.deepEqual(error.resources, ["job/order"]);
    return true;
  });
});

Deno.test("transaction() throws when the database answers the commit with a rollback", async () => {
  const client = fakeClient();
  client.faults.set("commit", () => ({ command: "ROLLBACK" }));
  const work = withScope("job", (job) => job.acquire(transaction(client, { name: "order" })));
  await assert.rejects(work, (error) => {
    assert.ok(error instanceof TransactionError);
    assert.equal(
      error.message,
      'Cannot commit "order" as the database has rolled it back: a statement in it had failed',
    );
    return true;
  });
  assert.deepEqual(client.log, ["begin", "commit"]);
});

Deno.test("transaction() rolls back what has begun too late", async () => {
  const clock = new ManualClock();
  const client = fakeClient();
  const begun = Promise.withResolvers<unknown>();
  client.faults.set("begin", () => begun.promise);
  await using scope = new Scope("job", { clock });
  const acquiring = scope.acquire(transaction(client, { timeoutMs: 50 }));
  const rejected = assert.rejects(acquiring, { name: "TimeoutError" });
  await clock.advanceAsync(50);
  await rejected;
  assert.deepEqual(client.log, ["begin"]);
  begun.resolve({});
  await clock.advanceAsync(0);
  assert.deepEqual(client.log, ["begin", "rollback"]);
});

Deno.test("transaction() gives up a commit that hangs after the release timeout", async () => {
  const clock = new ManualClock();
  const client = fakeClient();
  client.faults.set("commit", () => new Promise(() => {}));
  const work = withScope(
    "job",
    (job) => job.acquire(transaction(client, { releaseTimeoutMs: 20 })),
    { clock },
  );
  const rejected = assert.rejects(work, { name: "TimeoutError" });
  await clock.advanceAsync(20);
  await rejected;
});

Deno.test("transaction() begins as the options say", async () => {
  const cases = [
    [{}, "begin"],
    [{ isolation: "read committed" }, "begin isolation level read committed"],
    [
      { isolation: "repeatable read", readOnly: false },
      "begin isolation level repeatable read read write",
    ],
    [{ readOnly: true }, "begin read only"],
    [
      { isolation: "serializable", readOnly: true, deferrable: true },
      "begin isolation level serializable read only deferrable",
    ],
    [{ begin: "begin immediate" }, "begin immediate"],
  ] as const;
  for (const [options, text] of cases) {
    const client = fakeClient();
    await withScope("job", (job) => job.acquire(transaction(client, options)));
    assert.deepEqual(client.log, [text, "commit"]);
  }
});

Deno.test("transaction() sends by exec where there is one", async () => {
  const log: string[] = [];
  const client = { exec: (text: string) => void log.push(text), query: () => assert.fail("query") };
  await withScope("job", (job) => job.acquire(transaction(client)));
  assert.deepEqual(log, ["begin", "commit"]);
});

Deno.test("transaction() begins and ends by the steps that it is given", async () => {
  const log: string[] = [];
  const steps = (fault?: Error) =>
    transaction({
      begin: ({ signal }) => `session ${signal.aborted}`,
      commit: (session) => {
        log.push(`commit ${session}`);
        if (fault !== undefined) throw fault;
      },
      rollback: (session) => {
        log.push(`rollback ${session}`);
        return Promise.reject(new Error("no rollback"));
      },
    }, { name: "session" });
  await withScope("job", (job) => job.acquire(steps()));
  assert.deepEqual(log.splice(0), ["commit session false"]);
  const scope = new Scope("job");
  await scope.acquire(steps());
  await assert.rejects(scope.close(), /no rollback/);
  assert.deepEqual(log.splice(0), ["rollback session false"]);
  const fault = new Error("conflict");
  const work = withScope("job", (job) => job.acquire(steps(fault)));
  await assert.rejects(work, (error) => error === fault);
  assert.deepEqual(log, ["commit session false", "rollback session false"]);
});

Deno.test("transaction() refuses sources and options that cannot work", () => {
  const client = fakeClient();
  const refused = (source: unknown, options: unknown, message: RegExp) =>
    assert.throws(() => transaction(source as typeof client, options as never), message);
  for (const source of [undefined, null, "client", {}, { begin() {}, commit() {} }]) {
    refused(source, {}, /^TypeError: .*"source" must be a connection with query or exec, a pool/);
  }
  const pool = { getConnection: () => {}, query: () => {} };
  refused(pool, {}, /^TypeError: .*on a pool without "connect".*: lend one first/);
  const resource = defineResource({ name: "client", acquire: () => client, release: () => {} });
  refused(new ResourcePool(resource), {}, /^TypeError: .*: acquire pool.resource\(\), and make/);
  using sqlite = new DatabaseSync(":memory:");
  for (const manner of [{ isolation: "serializable" }, { readOnly: true }]) {
    refused(
      sqlite,
      manner,
      /^TypeError: .*as SQLite has no ".*: leave it out, or say how it begins/,
    );
  }
  refused(client, { isolaton: "serializable" }, /^TypeError: .*use "isolation"/);
  refused(
    client,
    { isolation: "chaos" },
    /^TypeError: .*"isolation" must be one of read committed/,
  );
  refused(client, { readOnly: 1 }, /^TypeError: .*"readOnly" must be true or false/);
  refused(client, { deferrable: "yes" }, /^TypeError: .*"deferrable" must be true or false/);
  refused(client, { deferrable: true, readOnly: true }, /^TypeError: .*"deferrable" needs "isol/);
  refused(
    client,
    { deferrable: true, isolation: "serializable" },
    /"deferrable" needs "isolation"/,
  );
  refused(client, { begin: "" }, /^TypeError: .*"begin" must be a non-empty string/);
  refused(
    client,
    { begin: "begin", readOnly: true },
    /^TypeError: .*"begin" takes the place of "re/,
  );
  refused(client, { name: "" }, /^TypeError: .*"name"/);
  refused(client, { timeoutMs: -1 }, /^RangeError: .*"timeoutMs"/);
  refused(client, { releaseTimeoutMs: "1" }, /^TypeError: .*"releaseTimeoutMs"/);
  const steps = { begin() {}, commit() {}, rollback() {} };
  refused(steps, { isolation: "serializable" }, /^TypeError: .*option "isolation" does not exist/);
});
