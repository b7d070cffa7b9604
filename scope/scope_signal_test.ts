import assert from "node:assert/strict";
import { Scope, ScopeClosedError } from "./mod.ts";
import { byHand } from "./testdata/by_hand.ts";

Deno.test("Scope.signal keeps the first reason when a scope above is told to stop later", async () => {
  const above = new AbortController();
  const below = new AbortController();
  const scope = new Scope("app", { signal: above.signal });
  const child = scope.child("request", { signal: below.signal });
  below.abort("first");
  above.abort("second");
  assert.equal(child.signal.reason, "first");
  assert.equal(scope.signal.reason, "second");
  await scope.close();
});

Deno.test("Scope.signal aborts when the scope closes, before the first release", async () => {
  const scope = new Scope("app");
  const signal = scope.signal;
  let aborted = false;
  scope.defer("look", () => aborted = signal.aborted);
  await scope.close();
  assert.ok(aborted);
  assert.ok(signal.reason instanceof ScopeClosedError);
});

Deno.test("Scope.signal aborts below with the reason when a listener above closes the scope", async () => {
  const controller = new AbortController();
  const scope = new Scope("app", { signal: controller.signal });
  const child = scope.child("request");
  const { signal } = child;
  const reasons: unknown[] = [];
  child.defer("look", (exit) => {
    reasons.push(signal.reason, exit.status === "aborted" && exit.error);
  });
  let closing: Promise<void> | undefined;
  scope.signal.addEventListener("abort", () => closing = scope.close());
  const refused = assert.rejects(
    child.acquire({ name: "db", acquire: () => new Promise<void>(() => {}), release: () => {} }),
    (reason) => reason === "enough",
  );
  controller.abort("enough");
  await refused;
  assert.equal(child.signal.reason, "enough");
  await scope.close(undefined, { timeoutMs: 0 });
  await closing;
  assert.deepEqual(reasons, ["enough", "enough"]);
});

Deno.test("Scope lets go of the signal it followed when it closes", async () => {
  const controller = new AbortController();
  let listeners = 0;
  const signal = controller.signal;
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (...args: Parameters<typeof add>) => (listeners++, add(...args));
  signal.removeEventListener = (...args: Parameters<typeof remove>) => (
    listeners--, remove(...args)
  );
  const scope = new Scope("app", { signal });
  const db = byHand("db", []);
  const acquiring = scope.acquire(db.resource, { signal });
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(listeners, 2);
  db.arrive("value");
  await acquiring;
  await scope.close();
  assert.equal(listeners, 0);
});
