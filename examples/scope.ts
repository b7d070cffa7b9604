// A program that opens what it needs, works, and gives everything back in order: also when its body
// fails, when a release hangs, and when it is told to stop with Ctrl-C.
//
//     deno run examples/scope.ts

import {
  defineResource,
  formatScope,
  handleSignals,
  Scope,
  type ScopeExit,
  withScope,
} from "@weir/std/scope";
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

const database = defineResource({
  name: "database",
  acquire: async ({ signal }) => {
    await sleep(12, undefined, { signal });
    return { rows: [] as string[], staged: [] as string[] };
  },
  release: () => sleep(4),
  timeoutMs: 5_000,
});

type Database = { rows: string[]; staged: string[] };

const transaction = (db: Database) =>
  defineResource({
    name: "transaction",
    acquire: () => db,
    release: (db, exit: ScopeExit) => {
      if (exit.status === "success") db.rows.push(...db.staged);
      db.staged.length = 0;
    },
  });

const app = new Scope("app", { releaseTimeoutMs: 50, trace: true });
handleSignals(app);

const db = await app.acquire(database);
app.adopt("queue", { close: () => sleep(2) });
app.adopt("metrics exporter", { end: () => new Promise<void>(() => {}) }); // hangs
app.defer("farewell", () => console.log("closing: the orders are over\n"));

for (const order of ["tea", "coffee", "nothing"]) {
  const work = withScope(`order ${order}`, async (scope) => {
    const tx = await scope.acquire(transaction(db));
    tx.staged.push(order);
    await sleep(3, undefined, { signal: scope.signal });
    if (order === "nothing") throw new Error("out of stock");
  }, { parent: app });
  await work.catch((error) => console.log(`order ${order}: ${error.message}`));
}

await assert.rejects(app.close({ status: "success" }), { name: "TimeoutError" });
console.log(formatScope(app));

assert.deepEqual(db.rows, ["tea", "coffee"]);
assert.deepEqual(app.stats().abandoned, 1);
