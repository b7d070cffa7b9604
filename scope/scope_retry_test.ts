import assert from "node:assert/strict";
import { ManualClock } from "../testing/manual_clock.ts";
import { defineResource, type RetryOptions, Scope, type ScopeEvent } from "./mod.ts";

/** A resource that fails as often as it is told to, and notes when it was tried. */
function flaky(clock: ManualClock, failures: number, retry: RetryOptions | undefined) {
  const triedAtMs: number[] = [];
  const attempts: number[] = [];
  const resource = defineResource<string>({
    name: "db",
    acquire: ({ attempt }) => {
      triedAtMs.push(clock.monotonic());
      attempts.push(attempt);
      if (triedAtMs.length <= failures) throw new Error(`refused ${attempt}`);
      return "connection";
    },
    release: () => {},
    ...(retry === undefined ? {} : { retry }),
  });
  return { resource, triedAtMs, attempts };
}

Deno.test("Scope.acquire() tries again after pauses that grow up to the longest", async () => {
  const clock = new ManualClock();
  const scope = new Scope("app", { clock });
  const retry = { maxAttempts: 5, minDelayMs: 10, maxDelayMs: 30, multiplier: 2, jitter: 0 };
  const { resource, triedAtMs, attempts } = flaky(clock, 4, retry);
  const start = clock.monotonic();
  const acquiring = scope.acquire(resource);
  await clock.advanceAsync(100);
  assert.equal(await acquiring, "connection");
  assert.deepEqual(triedAtMs.map((ms) => ms - start), [0, 10, 30, 60, 90]);
  assert.deepEqual(attempts, [1, 2, 3, 4, 5]);
  assert.deepEqual([scope.stats().retries, scope.stats().acquireFailed], [4, 0]);
  await scope.close();
  assert.equal(clock.pending, 0);
});

Deno.test("Scope.acquire() leaves the pauses to chance unless told otherwise", async () => {
  const clock = new ManualClock();
  const scope = new Scope("app", { clock });
  const pauses = new Set<number>();
  for (let run = 0; run < 20; run++) {
    const { resource, triedAtMs } = flaky(clock, 1, { maxAttempts: 2, minDelayMs: 1_000 });
    const acquiring = scope.acquire(resource);
    await clock.advanceAsync(1_000);
    await acquiring;
    pauses.add(triedAtMs[1]! - triedAtMs[0]!);
  }
  assert.ok(pauses.size > 1);
  for (const pause of pauses) assert.ok(pause >= 0 && pause <= 1_000);
  await scope.close();
});

Deno.test("Scope.acquire() throws the last error when no try is left", async () => {
  const clock = new ManualClock();
  const scope = new Scope("app", { clock });
  const { resource, attempts } = flaky(clock, 9, { maxAttempts: 3, minDelayMs: 1 });
  const rejected = assert.rejects(scope.acquire(resource), /refused 3/);
  await clock.advanceAsync(10);
  await rejected;
  assert.equal(attempts.length, 3);
  assert.equal(scope.stats().acquireFailed, 1);
  await scope.close();
});

Deno.test("Scope.acquire() gives up where retryIf says so, and throws what retryIf throws", async () => {
  const clock = new ManualClock();
  const scope = new Scope("app", { clock });
  const seen: unknown[] = [];
  const retryIf = (error: unknown, attempt: number) => {
    seen.push((error as Error).message, attempt);
    return false;
  };
  const { resource } = flaky(clock, 9, { maxAttempts: 3, retryIf });
  await assert.rejects(scope.acquire(resource), /refused 1/);
  assert.deepEqual(seen, ["refused 1", 1]);
  const broken = () => {
    throw new Error("no idea");
  };
  await assert.rejects(
    scope.acquire(resource, { retry: { maxAttempts: 2, retryIf: broken } }),
    /no idea/,
  );
  await scope.close();
});

Deno.test("Scope.acquire() does not try again when retryIf closes the scope", async () => {
  for (const fails of [false, true]) {
    const clock = new ManualClock();
    const scope = new Scope("app", { clock });
    const retryIf = () => {
      void scope.close();
      if (fails) throw new Error("no idea");
      return true;
    };
    const { resource, attempts } = flaky(clock, 1, { maxAttempts: 2, minDelayMs: 10, retryIf });
    await assert.rejects(scope.acquire(resource), { name: "ScopeClosedError" });
    await scope.close();
    const { retries, acquireFailed } = scope.stats();
    assert.deepEqual([attempts, retries, acquireFailed, clock.pending], [[1], 0, 1, 0]);
  }
});

Deno.test("Scope.acquire() counts pauses into its timeout and ends them when cancelled", async () => {
  const clock = new ManualClock();
  const scope = new Scope("app", { clock });
  const retry = { maxAttempts: 9, minDelayMs: 40, jitter: 0, multiplier: 1 };
  const { resource, attempts } = flaky(clock, 9, retry);
  const timedOut = assert.rejects(scope.acquire(resource, { timeoutMs: 100 }), {
    name: "TimeoutError",
  });
  await clock.advanceAsync(100);
  await timedOut;
  assert.equal(attempts.length, 3);
  const controller = new AbortController();
  const aborted = assert.rejects(scope.acquire(resource, { signal: controller.signal }), /enough/);
  await clock.advanceAsync(1);
  controller.abort(new Error("enough"));
  await aborted;
  const closed = assert.rejects(scope.acquire(resource), { name: "ScopeClosedError" });
  await scope.close();
  await closed;
  assert.equal(clock.pending, 0);
  await clock.advanceAsync(1_000);
  assert.equal(attempts.length, 5);
});

Deno.test("Scope.acquire() tells observers of each try that failed", async () => {
  const clock = new ManualClock();
  const events: ScopeEvent[] = [];
  const scope = new Scope("app", { clock, observers: [(event) => events.push(event)] });
  const { resource } = flaky(clock, 1, { maxAttempts: 2, minDelayMs: 5, jitter: 0 });
  const acquiring = scope.acquire(resource);
  await clock.advanceAsync(5);
  await acquiring;
  await scope.close();
  const retrying = events.find((event) => event.type === "resource.retrying");
  assert.ok(retrying?.type === "resource.retrying");
  assert.deepEqual([retrying.attempt, retrying.delayMs], [1, 5]);
  assert.match(String(retrying.error), /refused 1/);
});

Deno.test("defineResource() names what is wrong with retries", () => {
  const define = (retry: object) =>
    defineResource({ name: "db", acquire: () => 1, release() {}, retry: retry as RetryOptions });
  assert.throws(() => define({}), /"retry.maxAttempts" must be/);
  assert.throws(() => define({ maxAttempts: 0 }), RangeError);
  assert.throws(
    () => define({ maxAttempts: 2, jitter: 2 }),
    /"retry.jitter" must be a number from 0/,
  );
  assert.throws(() => define({ maxAttempts: 2, multiplier: "2" }), TypeError);
  assert.throws(() => define({ maxAttempts: 2, maxDelay: 1 }), /maxDelayMs/);
});
