import assert from "node:assert/strict";
import { Scope, ScopeClosedError } from "./mod.ts";

Deno.test("Scope.move() hands one value over, which the other scope releases", async () => {
  const log: string[] = [];
  const from = new Scope("from");
  const to = new Scope("to");
  from.adopt("first", 1, () => log.push("first"));
  from.adopt("second", 2, () => log.push("second"));
  to.adopt("own", 3, () => log.push("own"));
  assert.equal(from.move(1, to), true);
  assert.equal(from.move(1, to), false);
  await from.close();
  assert.deepEqual(log, ["second"]);
  await to.close();
  assert.deepEqual(log, ["second", "first", "own"]);
  assert.equal(from.stats().moved, 1);
  assert.equal(from.stats().released, 1);
});

Deno.test("Scope.move() finds each hold of a value that is held twice", async () => {
  const log: string[] = [];
  const from = new Scope("from");
  const to = new Scope("to");
  const value = {};
  from.adopt("older", value, () => log.push("older"));
  from.adopt("newer", value, () => log.push("newer"));
  assert.equal(from.move(value, to), true);
  assert.equal(await from.release(value), true);
  assert.deepEqual(log, ["older"]);
  assert.equal(await to.release(value), true);
  assert.deepEqual(log, ["older", "newer"]);
  await from.close();
  await to.close();
});

Deno.test("Scope.moveAll() gives a caller what was opened when all of it is open", async () => {
  const log: string[] = [];
  const open = async (target: Scope, fails: boolean) => {
    await using scope = new Scope("opening");
    scope.defer("socket", () => log.push("socket"));
    scope.defer("file", () => log.push("file"));
    await Promise.resolve();
    if (fails) throw new Error("no disk");
    assert.equal(scope.moveAll(target), 2);
  };
  const app = new Scope("app");
  await assert.rejects(open(app, true), /no disk/);
  assert.deepEqual(log.splice(0), ["file", "socket"]);
  await open(app, false);
  assert.deepEqual(log, []);
  await app.close();
  assert.deepEqual(log, ["file", "socket"]);
});

Deno.test("Scope.move() leaves alone what is being released, and refuses a closed target", async () => {
  const from = new Scope("from");
  const to = new Scope("to");
  const closed = new Scope("closed");
  await closed.close();
  const settled = Promise.withResolvers<void>();
  from.adopt("slow", 1, () => settled.promise);
  from.adopt("quick", 2, () => {});
  assert.throws(() => from.move(2, closed), ScopeClosedError);
  assert.throws(() => from.moveAll(closed), ScopeClosedError);
  const releasing = from.release(1);
  assert.equal(from.move(1, to), false);
  assert.equal(from.moveAll(to), 1);
  settled.resolve();
  assert.equal(await releasing, true);
  assert.deepEqual([from.stats().held, to.stats().held], [0, 1]);
  await from.close();
  assert.throws(() => from.moveAll(to), ScopeClosedError);
  assert.equal(to.moveAll(to), 0);
  await to.close();
  assert.throws(() => to.move(1, {} as Scope), TypeError);
});

Deno.test("Scope.move() tells observers where to", async () => {
  const moved: string[] = [];
  const from = new Scope("from", {
    observers: [(event) => event.type === "resource.moved" && moved.push(event.to)],
  });
  const app = new Scope("app", { trace: true });
  const to = app.child("to");
  from.adopt("value", 1, () => {});
  from.move(1, to);
  assert.deepEqual(moved, ["app/to"]);
  await from.close();
  await app.close();
});
