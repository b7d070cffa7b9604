import assert from "node:assert/strict";
import { ManualClock } from "../../testing/manual_clock.ts";
import { acquireAll, defineResource, Scope } from "../mod.ts";

/** A resource that hangs whatever it is told, and one that it needs. */
function hanging(clock: ManualClock, releasing: () => unknown) {
  const db = defineResource({ name: "db", acquire: () => "db", release: releasing });
  const api = defineResource<string, { db: string }>({
    name: "api",
    needs: { db },
    acquire: () => new Promise(() => {}),
    release: () => {},
  });
  return { api, scope: new Scope("app", { clock, releaseTimeoutMs: 5_000 }) };
}

Deno.test("acquireAll() rejects at once when time is up, whatever goes on", async () => {
  const clock = new ManualClock();
  const log: string[] = [];
  const { api, scope } = hanging(clock, () => log.push("db"));
  const rejected = assert.rejects(acquireAll(scope, { api }, { timeoutMs: 50 }), {
    name: "TimeoutError",
  });
  await clock.advanceAsync(50);
  await rejected;
  assert.deepEqual(log, []);
  await clock.advanceAsync(5_000);
  assert.deepEqual(log, ["db"]);
  const closing = scope.close();
  await clock.advanceAsync(5_000);
  await closing;
});

Deno.test("acquireAll() rejects at once when its signal aborts, whatever goes on", async () => {
  const clock = new ManualClock();
  const { api, scope } = hanging(clock, () => {});
  const controller = new AbortController();
  const rejected = assert.rejects(
    acquireAll(scope, { api }, { signal: controller.signal }),
    /stop/,
  );
  await clock.advanceAsync(1);
  controller.abort(new Error("stop"));
  await rejected;
  const closing = scope.close();
  await clock.advanceAsync(5_000);
  await closing;
});

Deno.test("acquireAll() leaves what fails behind it to the close of the scope", async () => {
  const clock = new ManualClock();
  const { api, scope } = hanging(clock, () => Promise.reject(new Error("db is gone")));
  const rejected = assert.rejects(acquireAll(scope, { api }, { timeoutMs: 50 }), {
    name: "TimeoutError",
  });
  await clock.advanceAsync(50);
  await rejected;
  await clock.advanceAsync(5_000);
  const closing = assert.rejects(scope.close(), /db is gone/);
  await clock.advanceAsync(5_000);
  await closing;
});
