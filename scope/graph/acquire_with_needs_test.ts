import assert from "node:assert/strict";
import { acquireAll, defineResource, type Resource, Scope } from "../mod.ts";
import { nodeOf } from "../scope.ts";
import { acquireWithNeeds } from "./acquire_graph.ts";

const limits = { timeoutMs: Infinity, signal: undefined, concurrency: Infinity };

function acquire<T>(scope: Scope, resource: Resource<T>): Promise<T> {
  const action = "acquire the resource";
  return acquireWithNeeds(action, nodeOf(action, scope), resource, limits);
}

Deno.test("acquireWithNeeds() acquires the resource anew and shares what it needs", async () => {
  let count = 0;
  const log: unknown[] = [];
  const release = (value: unknown) => log.push(value);
  const db = defineResource({ name: "db", acquire: () => ++count, release });
  const job = defineResource({
    name: "job",
    needs: { db },
    acquire: ({ needs }) => ({ db: needs.db, id: ++count }),
    release: ({ id }) => log.push(id),
  });
  const app = new Scope("app");
  assert.deepEqual(await acquire(app, job), { db: 1, id: 2 });
  assert.deepEqual(await acquire(app, job), { db: 1, id: 3 });
  assert.deepEqual(await acquire(app.child("request"), job), { db: 1, id: 4 });
  assert.deepEqual(await acquireAll(app, { job, db }), { job: { db: 1, id: 5 }, db: 1 });
  assert.deepEqual(await acquire(app, job), { db: 1, id: 6 });
  await app.close();
  assert.deepEqual(log, [4, 6, 5, 3, 2, 1]);
});

Deno.test("acquireWithNeeds() gives back what it acquired when it fails", async () => {
  const log: string[] = [];
  const db = defineResource({ name: "db", acquire: () => 1, release: () => log.push("db") });
  const bad = defineResource({
    name: "bad",
    needs: { db },
    acquire: () => Promise.reject(new Error("refused")),
    release: () => {},
  });
  await using app = new Scope("app");
  await assert.rejects(acquire(app, bad), /refused/);
  assert.deepEqual(log, ["db"]);
});
