import assert from "node:assert/strict";
import { defineResource, Scope, type ScopeEvent } from "./mod.ts";

/** Holds, moves and releases a few things, while an observer closes the scope upon one event. */
async function closeUpon(at: number): Promise<{ releases: string[]; events: string[] }> {
  const releases: string[] = [];
  const events: string[] = [];
  const closed: Promise<unknown>[] = [];
  const observer = (event: ScopeEvent) => {
    events.push(event.type);
    if (events.length === at) closed.push(scope.close().catch((error) => error));
  };
  const scope = new Scope("app");
  const work = scope.child("work", { observers: [observer] });
  const other = new Scope("other");
  const thing = (name: string) =>
    defineResource({
      name,
      acquire: ({ attempt }) => {
        if (attempt === 1) throw new Error("not yet");
        return name;
      },
      release: () => releases.push(name),
      retry: { maxAttempts: 2, minDelayMs: 0 },
    });
  const tried = work.acquire(thing("tried")).catch(() => {});
  const hold = (name: string) => {
    try {
      work.adopt(name, name, () => releases.push(name));
    } catch (error) {
      assert.equal((error as Error).name, "ScopeClosedError");
    }
  };
  ["moved", "moved too", "early", "held"].forEach(hold);
  work.move("moved", other);
  await Promise.all([work.release("early"), tried]);
  await Promise.all([scope.close(), ...closed]);
  await other.close();
  return { releases: releases.sort(), events };
}

Deno.test("Scope releases everything once when an observer closes it upon any event", async () => {
  const { releases, events } = await closeUpon(Infinity);
  assert.deepEqual(releases, ["early", "held", "moved", "moved too", "tried"]);
  for (let at = 2; at <= events.length; at++) {
    const { releases } = await closeUpon(at);
    const held = releases.filter((name) => name !== "tried");
    assert.deepEqual(held, ["early", "held", "moved", "moved too"], String(events[at - 1]));
    assert.ok(releases.length - held.length <= 1);
  }
});

Deno.test("Scope does not acquire what an observer has cancelled", async () => {
  const scope = new Scope("app", {
    observers: [(event) => event.type === "resource.acquiring" && void scope.close()],
  });
  let tries = 0;
  const resource = defineResource({ name: "db", acquire: () => tries++, release: () => {} });
  await assert.rejects(scope.acquire(resource), { name: "ScopeClosedError" });
  await scope.close();
  assert.deepEqual([tries, scope.stats().acquireFailed], [0, 1]);
});

Deno.test("Scope.moveAll() hands everything over when an observer closes the target meanwhile", async () => {
  const log: string[] = [];
  const to = new Scope("to");
  const from = new Scope("from", {
    observers: [(event) => event.type === "resource.moved" && void to.close()],
  });
  from.defer("first", () => log.push("first"));
  from.defer("second", () => log.push("second"));
  assert.equal(from.moveAll(to), 2);
  await to.close();
  assert.deepEqual(log, ["second", "first"]);
  await from.close();
});
