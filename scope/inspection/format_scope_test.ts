import assert from "node:assert/strict";
import { ManualClock } from "../../testing/manual_clock.ts";
import { defineResource, formatScope, Scope, snapshotScope, withScope } from "../mod.ts";

function lines(...text: string[]): string {
  return text.join("\n");
}

Deno.test("formatScope() draws a scope that is alive", async () => {
  const clock = new ManualClock();
  const app = new Scope("app", { clock, trace: true });
  const db = defineResource({
    name: "postgres",
    acquire: () => new Promise<number>((resolve) => clock.setTimer(() => resolve(1), 12.34)),
    release: () => {},
  });
  const acquiring = app.acquire(db);
  await clock.advanceAsync(12.34);
  await acquiring;
  app.defer("farewell", () => {});
  const request = app.child("request");
  await clock.advanceAsync(1_200);
  const pending = request.acquire(db).catch(() => {});
  await clock.advanceAsync(3);
  assert.equal(
    formatScope(app),
    lines(
      "                state      acquire   held  release",
      "app             open                1.2 s",
      "├─ postgres     held       12.3 ms  1.2 s",
      "├─ farewell     held                1.2 s",
      "└─ request      open                1.2 s",
      "   └─ postgres  acquiring   3.0 ms",
    ),
  );
  const closing = app.close();
  await clock.advanceAsync(100);
  await closing;
  await pending;
});

Deno.test("formatScope() draws what happened after everything is closed", async () => {
  const clock = new ManualClock();
  const app = new Scope("app", { clock, releaseTimeoutMs: 50, trace: true });
  const wait = (ms: number) => new Promise<void>((resolve) => clock.setTimer(resolve, ms));
  app.defer("queue", () => wait(4));
  app.defer("hung", () => new Promise(() => {}));
  const work = withScope("request", (request) => {
    request.defer("lock", () => {
      throw new Error("gone\nfor good");
    });
    clock.advance(20);
    throw new Error("boom");
  }, { parent: app });
  await assert.rejects(work);
  const closing = assert.rejects(app.close({ status: "success" }));
  await clock.advanceAsync(100);
  await closing;
  assert.equal(
    formatScope(app),
    lines(
      "            state      acquire     held  release",
      "app         closed              20.0 ms  54.0 ms  success; 1 release failed",
      "├─ queue    released            70.0 ms   4.0 ms",
      "├─ hung     abandoned           20.0 ms  50.0 ms  given up as it did not settle within 50 ms",
      "└─ request  closed              20.0 ms     0 µs  failure, Error: boom; 1 release failed",
      "   └─ lock  failed              20.0 ms     0 µs  Error: gone for good",
    ),
  );
});

Deno.test("formatScope() counts what a scope no longer remembers", async () => {
  const app = new Scope("app", { trace: true });
  for (let index = 0; index < 1_334; index++) {
    await app.child(`request ${index}`).close();
    const undo = () => {};
    app.defer("undo", undo);
    if (index < 101) await app.release(undo);
  }
  const text = formatScope(app).split("\n").map((line) => line.trimEnd());
  assert.equal(text[2], "├─ … and 1 more resource");
  const more = text.indexOf("├─ … and 1,234 more scopes");
  assert.ok(more > 1_000);
  assert.match(text[more + 1]!, /^├─ request 1234 /);
  assert.match(text.at(-1)!, /^└─ request 1333 /);
  await app.close();
});

Deno.test("formatScope() stops at the depth it is given", () => {
  const root = new Scope("root");
  let scope = root;
  for (let depth = 0; depth < 50_000; depth++) scope = scope.child(`level ${depth}`);
  const text = formatScope(root, { maxDepth: 2 }).split("\n").map((line) =>
    line.split(/ {2,}(?=open|$)/)[0]
  );
  assert.deepEqual(text.slice(1), [
    "root",
    "└─ level 0",
    "   └─ level 1",
    "      └─ … and 1 more scope",
  ]);
  assert.throws(() => formatScope(root, { maxDepth: -1 }), RangeError);
});

Deno.test("formatScope() draws a late arrival and a child by its path", async () => {
  const app = new Scope("app", { trace: true });
  const request = app.child("request");
  const arrival = Promise.withResolvers<number>();
  const db = defineResource({ name: "db", acquire: () => arrival.promise, release: () => {} });
  const controller = new AbortController();
  const acquiring = request.acquire(db, { signal: controller.signal });
  controller.abort(new Error("enough"));
  await assert.rejects(acquiring);
  arrival.resolve(1);
  await new Promise((resolve) => setImmediate(resolve));
  const text = formatScope(request).split("\n");
  assert.match(text[1]!, /^app\/request +open/);
  assert.match(text[2]!, /^└─ db +late /);
  assert.equal(text.length, 3);
  await app.close();
});

Deno.test("formatScope() tells an error once that a whole branch ended with", async () => {
  const app = new Scope("app", { trace: true });
  app.child("request").defer("connection", () => {});
  await app.close({ status: "failure", error: new Error("out of stock") });
  const text = formatScope(app);
  assert.equal(text.match(/out of stock/g)?.length, 1);
  assert.equal(text.match(/failure/g)?.length, 2);
});

Deno.test("formatScope() writes the snapshot when the format is json", async () => {
  const app = new Scope("app", { trace: true });
  app.defer("farewell", () => {});
  await app.close();
  const text = formatScope(app, { format: "json" });
  assert.deepEqual(JSON.parse(text), snapshotScope(app));
  assert.match(text, /^\{\n {2}"id"/);
});

Deno.test("formatScope() leaves times blank when there is no trace", async () => {
  const app = new Scope("app");
  const request = app.child("request");
  request.defer("lock", () => {});
  assert.equal(
    formatScope(app),
    lines(
      "            state  acquire  held  release",
      "app         open",
      "└─ request  open",
      "   └─ lock  held",
    ),
  );
  await app.close({ status: "success" });
  assert.equal(
    formatScope(app),
    lines(
      "                       state   acquire  held  release",
      "app                    closed                          success",
      "└─ … and 1 more scope",
    ),
  );
});

Deno.test("formatScope() keeps its columns when names are wide or turn the direction", async () => {
  const app = new Scope("app");
  for (const name of ["数据库", "cafe\u0301", "👩‍👩‍👧", "\u202eevil\u2029name"]) {
    app.defer(name, () => {});
  }
  assert.equal(
    formatScope(app),
    lines(
      "               state  acquire  held  release",
      "app            open",
      "├─ 数据库      held",
      "├─ cafe\u0301        held",
      "├─ 👩‍👩‍👧          held",
      "└─  evil name  held",
    ),
  );
  await app.close();
});

Deno.test("formatScope() refuses a format that does not exist", () => {
  const format = (options: object) => () => formatScope(new Scope("app"), options);
  assert.throws(format({ format: "xml" }), /"format" must be one of tree, json, mermaid/);
  assert.throws(format({ format: "toString" }), TypeError);
  assert.throws(format({ formt: "tree" }), /use "format"/);
});
