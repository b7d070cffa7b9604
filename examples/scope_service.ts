// A web service: its parts are opened as a graph, each request has a scope with a transaction of its
// own, connections are lent by a pool, and everything is closed in order.
//
//     deno run --allow-net --allow-env --allow-sys examples/scope_service.ts

import {
  acquireAll,
  defineResource,
  disposableServer,
  formatScope,
  handleSignals,
  ResourcePool,
  Scope,
  transaction,
  withScope,
} from "@weir/std/scope";
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";

const database = defineResource({
  name: "database",
  acquire: () => {
    const database = new DatabaseSync(":memory:");
    database.exec("create table orders (item text not null)");
    return database;
  },
  release: (database) => database.close(),
});

let attempts = 0;
const mail = defineResource({
  name: "mail",
  acquire: async () => {
    await sleep(5); // at the same time as the database
    if (++attempts < 3) throw new Error("mail server is starting");
    return { send: (text: string) => text.length };
  },
  release: () => sleep(3),
  retry: { maxAttempts: 5, minDelayMs: 5 },
  timeoutMs: 2_000,
  health: () => attempts === 3,
});

// Written one at a time, so a pool of one is what SQLite wants; a server's would have more.
const connections = defineResource({
  name: "connections",
  needs: { database },
  acquire: ({ needs }) => {
    const one = defineResource({
      name: "connection",
      acquire: () => needs.database,
      release: () => {},
      health: (database) => database.exec("select 1"),
    });
    return new ResourcePool(one, { max: 1, acquireTimeoutMs: 1_000 });
  },
  release: (pool) => pool.close(),
});

const app = new Scope("app", { trace: true });
handleSignals(app, { graceMs: 5_000 });
const parts = await acquireAll(app, { mail, connections }, { timeoutMs: 10_000 });

function handle(request: Request): Promise<Response> {
  return withScope("request", async (scope) => {
    const connection = await scope.acquire(parts.connections.resource());
    const tx = await scope.acquire(transaction(connection));
    const item = await request.text();
    tx.prepare("insert into orders values (?)").run(item);
    if (item === "unicorn") throw new Error("out of stock"); // rolls back
    parts.mail.send(`one ${item}`);
    return new Response("thanks", { status: 201 });
  }, { parent: app })
    .catch((error) => new Response(`${error}`, { status: 409 }));
}

const server = app.use(
  disposableServer(
    (handler, signal) =>
      Deno.serve({ hostname: "127.0.0.1", port: 0, signal, onListen() {} }, handler),
    handle,
  ),
  "server",
);

const url = `http://127.0.0.1:${server.addr.port}/`;
for (const body of ["tea", "coffee", "unicorn"]) {
  const response = await fetch(url, { method: "POST", body });
  console.log(`${body}: ${response.status} ${await response.text()}`);
}
const count = await parts.connections.use((database) =>
  database.prepare("select count(*) as n from orders").get()?.n
);
assert.equal(count, 2);

await app.close({ status: "success" });
console.log(`\n${formatScope(app)}`);
