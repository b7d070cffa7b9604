import assert from "node:assert/strict";
import { ManualClock } from "../testing/manual_clock.ts";
import { Scope } from "./mod.ts";

Deno.test("Scope refuses to close from inside a release that the close would wait for", async () => {
  const app = new Scope("app");
  const request = app.child("request");
  const other = app.child("other");
  const refused: string[] = [];
  const closeAll = () => {
    const closes = [request, app, other].map((scope) =>
      scope.close().catch((error) => refused.push(`${error.name} ${scope.name}`))
    );
    return Promise.all(closes);
  };
  request.defer("self", closeAll);
  await request.close();
  assert.deepEqual(refused, ["TypeError request", "TypeError app"]);

  refused.length = 0;
  app.child("third").defer("self", closeAll);
  await app.close();
  assert.deepEqual(refused, ["TypeError app"]);
});

Deno.test("Scope refuses to close through another scope from inside a release", async () => {
  const app = new Scope("app");
  const helper = new Scope("helper");
  let refused: unknown;
  helper.defer("back", async () => {
    await app.close().catch((error) => refused = error);
  });
  app.defer("helper", () => helper.close());
  await app.close();
  assert.ok(refused instanceof TypeError);
});

Deno.test("Scope cuts a release that waits for its own close and says so", async () => {
  const clock = new ManualClock();
  const log: string[] = [];
  const app = new Scope("app", { clock, releaseTimeoutMs: 50 });
  app.defer("last", () => log.push("last"));
  app.defer("self", async () => {
    await Promise.resolve();
    await app.close();
  });
  const rejected = assert.rejects(
    app.close(),
    /"self".*abandoned; close\(\) was called while it ran/,
  );
  await clock.advanceAsync(50);
  await rejected;
  assert.deepEqual(log, ["last"]);
});

Deno.test("Scope lets code that a release left behind close it while another release waits", async () => {
  const app = new Scope("app");
  const release = Promise.withResolvers<void>();
  const left = Promise.withResolvers<void>();
  let closed: Promise<void> | undefined;
  app.defer("slow", () => release.promise);
  const leaveBehind = () => void left.promise.then(() => closed = app.close());
  app.defer("async", async () => {
    await Promise.resolve();
    leaveBehind();
  });
  app.defer("sync", leaveBehind);
  const closing = app.close();
  await new Promise((resolve) => setImmediate(resolve));
  left.resolve();
  await left.promise;
  await Promise.resolve();
  assert.equal(closed, closing);
  release.resolve();
  await closed;
});

Deno.test("Scope survives a handler that closes it from inside a release and does not wait", async () => {
  const log: string[] = [];
  const app = new Scope("app");
  app.defer("first", () => log.push("first"));
  const socket = new EventTarget();
  socket.addEventListener("close", () => void app.close());
  app.adopt("socket", socket, () => socket.dispatchEvent(new Event("close")));
  await app.close();
  assert.deepEqual(log, ["first"]);
});
