import assert from "node:assert/strict";
import { ManualClock } from "../../testing/manual_clock.ts";
import { acquireAll, defineResource, type Resource, Scope, ScopeClosedError } from "../mod.ts";
import { handMade, settle } from "./testdata/hand_made.ts";

const refused = new Error("refused");

/** A resource that is there at once, each time with a new number. */
function numbered(name: string, log: string[] = []): Resource<string> {
  let count = 0;
  return defineResource({
    name,
    acquire: () => `${name} ${++count}`,
    release: (value) => void log.push(value),
  });
}

function failing(needs: Record<string, Resource<unknown>> = {}): Resource<never> {
  const acquire = () => Promise.reject(refused);
  return defineResource({ name: "failing", needs, acquire, release: () => {} });
}

Deno.test("acquireAll() reuses what an earlier call in the scope or one above has acquired", async () => {
  const db = numbered("db");
  const clock = new ManualClock();
  await using app = new Scope("app", { clock });
  const request = app.child("request");
  assert.deepEqual(await acquireAll(app, { db }), { db: "db 1" });
  assert.deepEqual(await acquireAll(app, { again: db }, { timeoutMs: 5 }), { again: "db 1" });
  assert.equal(clock.pending, 0);
  assert.deepEqual(await acquireAll(request.child("step"), { db }), { db: "db 1" });
  await using other = new Scope("other");
  assert.deepEqual(await acquireAll(other, { db }), { db: "db 2" });
  assert.equal(await app.acquire(db), "db 3");
  assert.deepEqual([app.stats().held, request.stats().held], [2, 0]);
});

Deno.test("acquireAll() leaves what it reused alone when it fails", async () => {
  const log: string[] = [];
  const db = numbered("db", log);
  const own = numbered("own", log);
  await using app = new Scope("app");
  await acquireAll(app, { db });
  await assert.rejects(acquireAll(app, { failing: failing({ db, own }) }), /refused/);
  await assert.rejects(acquireAll(app.child("request"), { failing: failing({ db }) }), /refused/);
  assert.deepEqual(log, ["own 1"]);
  assert.deepEqual(await acquireAll(app, { db, own }), { db: "db 1", own: "own 2" });
});

Deno.test("acquireAll() acquires anew what was released early, and what was made from it", async () => {
  const db = numbered("db");
  const cache = numbered("cache");
  let made = 0;
  const api = defineResource({
    name: "api",
    needs: { db, cache },
    acquire: ({ needs }) => `api ${++made} on ${needs.db}, ${needs.cache}`,
    release: () => {},
  });
  await using app = new Scope("app");
  const first = await acquireAll(app, { api });
  assert.deepEqual(first, { api: "api 1 on db 1, cache 1" });
  await app.release("db 1");
  const second = await acquireAll(app, { api, db });
  assert.deepEqual(second, { api: "api 2 on db 2, cache 1", db: "db 2" });
  assert.deepEqual(await acquireAll(app, { api }), { api: second.api });
  await app.release(first.api);
  assert.deepEqual(await acquireAll(app, { api }), { api: second.api });
});

Deno.test("acquireAll() makes a resource from what its own scope holds, not from another's", async () => {
  const db = numbered("db");
  const acquire = ({ needs }: { needs: { db: string } }) => `api on ${needs.db}`;
  const api = defineResource({ name: "api", needs: { db }, acquire, release: () => {} });
  await using app = new Scope("app");
  const request = app.child("request");
  await acquireAll(request, { db });
  assert.deepEqual(await acquireAll(app, { api }), { api: "api on db 2" });
  assert.deepEqual(await acquireAll(request, { api, db }), { api: "api on db 1", db: "db 1" });
});

Deno.test("acquireAll() does not reuse what is being released", async () => {
  const log: string[] = [];
  const db = handMade("db", log, { slowRelease: true });
  await using app = new Scope("app");
  const first = acquireAll(app, { db: db.resource });
  await db.arrive();
  await first;
  const releasing = app.release("db");
  const released = db.released;
  const second = acquireAll(app, { db: db.resource });
  await released();
  await releasing;
  await db.arrive();
  await second;
  assert.deepEqual(log, ["db()?", "db!", "-db unknown", "db()?", "-db!", "db!"]);
  const closing = app.close();
  await settle();
  await db.released();
  await closing;
});

Deno.test("acquireAll() shares what another call is acquiring, also for a child scope", async () => {
  const log: string[] = [];
  const db = handMade("db", log);
  const api = handMade("api", log, { needs: { db: db.resource } });
  await using app = new Scope("app");
  const calls = [app, app, app.child("request")].map((scope) =>
    acquireAll(scope, { api: api.resource })
  );
  await db.arrive();
  await api.arrive();
  assert.deepEqual(await Promise.all(calls), [{ api: "api" }, { api: "api" }, { api: "api" }]);
  assert.deepEqual(log, ["db()?", "db!", "api(db)?", "api!"]);
});

for (const leaver of [0, 1]) {
  const which = leaver === 0 ? "began it" : "joined it";
  Deno.test(`acquireAll() goes on acquiring for others when the call that ${which} is aborted`, async () => {
    const log: string[] = [];
    const db = handMade("db", log);
    const api = handMade("api", log, { needs: { db: db.resource } });
    await using app = new Scope("app");
    const controllers = [new AbortController(), new AbortController()];
    const calls = controllers.map(({ signal }) =>
      acquireAll(app, { api: api.resource }, { signal })
    );
    const left = assert.rejects(calls[leaver]!, (error) => error === refused);
    controllers[leaver]!.abort(refused);
    await left;
    assert.equal(db.signals[0]!.aborted, false);
    await db.arrive();
    await api.arrive();
    assert.deepEqual(await calls[1 - leaver], { api: "api" });
    assert.deepEqual(log, ["db()?", "db!", "api(db)?", "api!"]);
  });
}

Deno.test("acquireAll() gives up what is shared when the last call that wants it is aborted", async () => {
  const log: string[] = [];
  const db = handMade("db", log);
  const slow = handMade("slow", log, { needs: { db: db.resource } });
  await using app = new Scope("app");
  const [one, two] = [new AbortController(), new AbortController()];
  const calls = [one, two].map(({ signal }) =>
    assert.rejects(
      acquireAll(app, { slow: slow.resource }, { signal }),
      (error) => error === signal.reason,
    )
  );
  await db.arrive();
  one.abort(new Error("one"));
  await calls[0];
  assert.equal(slow.signals[0]!.aborted, false);
  two.abort(new Error("two"));
  await slow.fail("stopped");
  await calls[1];
  assert.equal(slow.signals[0]!.reason, two.signal.reason);
  assert.equal(log.at(-1), "-db aborted");
  assert.equal(app.stats().held, 0);
});

Deno.test("acquireAll() keeps for the call that succeeds what it shares with one that fails", async () => {
  const log: string[] = [];
  const db = handMade("db", log);
  const bad = handMade("bad", log);
  await using app = new Scope("app");
  const failed = assert.rejects(
    acquireAll(app, { db: db.resource, bad: bad.resource }),
    /refused/,
  );
  const fine = acquireAll(app, { db: db.resource });
  await db.arrive();
  await fine;
  await bad.fail(refused);
  await failed;
  assert.deepEqual(log, ["db()?", "bad()?", "db!"]);
  assert.equal(app.stats().held, 1);
});

Deno.test("acquireAll() tells every call that shares an acquisition of its failure, and tries anew after it", async () => {
  const log: string[] = [];
  const db = handMade("db", log);
  await using app = new Scope("app");
  const calls = [1, 2].map(() =>
    assert.rejects(acquireAll(app, { db: db.resource }), (error) => error === refused)
  );
  await db.fail(refused);
  await Promise.all(calls);
  const retried = acquireAll(app, { db: db.resource });
  await db.arrive();
  assert.deepEqual(await retried, { db: "db" });
});

Deno.test("acquireAll() stops waiting for a scope above when its own scope closes", async () => {
  const log: string[] = [];
  const db = handMade("db", log);
  await using app = new Scope("app");
  const request = app.child("request");
  const first = acquireAll(app, { db: db.resource });
  const second = assert.rejects(acquireAll(request, { db: db.resource }), ScopeClosedError);
  await request.close();
  await second;
  await db.arrive();
  assert.deepEqual(await first, { db: "db" });
});

Deno.test("acquireAll() acquires anew what was moved away", async () => {
  let count = 0;
  const db = defineResource({ name: "db", acquire: () => ++count, release: () => {} });
  const app = new Scope("app");
  const other = new Scope("other");
  assert.deepEqual(await acquireAll(app, { db }), { db: 1 });
  assert.equal(app.move(1, other), true);
  assert.deepEqual(await acquireAll(app, { db }), { db: 2 });
  assert.deepEqual(await acquireAll(app, { db }), { db: 2 });
  await app.close();
  await other.close();
});
