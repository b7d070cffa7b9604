import assert from "node:assert/strict";
import { ManualClock } from "../../testing/manual_clock.ts";
import { handleSignals, Scope, type SignalExit, type SignalSource, withScope } from "../mod.ts";

/** Signals that the test sends by hand, and what was done upon them. */
class FakeProcess implements SignalSource {
  readonly exits: { readonly code: number; readonly context: SignalExit }[] = [];
  readonly #listeners: Map<string, () => void> = new Map();

  get listening(): string[] {
    return [...this.#listeners.keys()];
  }

  readonly exit = (code: number, context: SignalExit): void =>
    void this.exits.push({ code, context });

  listen(signal: string, listener: () => void): Disposable {
    this.#listeners.set(signal, listener);
    return { [Symbol.dispose]: () => void this.#listeners.delete(signal) };
  }

  send(signal: string): void {
    this.#listeners.get(signal)?.();
  }
}

Deno.test("handleSignals() aborts, closes in order and leaves with 128 + n", async () => {
  const fake = new FakeProcess();
  const log: string[] = [];
  const app = new Scope("app");
  app.signal.addEventListener("abort", () => log.push(app.signal.reason.name));
  app.defer("a", (exit) => log.push(`a ${exit.status}`));
  app.defer("b", () => Promise.resolve(log.push("b")));
  handleSignals(app, { source: fake, exit: fake.exit });
  assert.deepEqual(fake.listening, ["SIGINT", "SIGTERM"]);
  fake.send("SIGTERM");
  assert.equal(app.signal.reason.message, 'Scope "app" was stopped by SIGTERM');
  await app.close();
  assert.deepEqual(log, ["AbortError", "b", "a aborted"]);
  assert.deepEqual(fake.exits, [{ code: 143, context: { signal: "SIGTERM", cause: "closed" } }]);
  assert.deepEqual(fake.listening, []);
});

Deno.test("handleSignals() lets a body shut down its own way with everything still open", async () => {
  const fake = new FakeProcess();
  const log: string[] = [];
  const value = await withScope("app", async (app) => {
    app.defer("db", (exit) => log.push(`db ${exit.status}`));
    handleSignals(app, { source: fake, exit: fake.exit });
    const aborted = new Promise((resolve) => app.signal.addEventListener("abort", resolve));
    fake.send("SIGINT");
    await aborted;
    await new Promise((resolve) => setImmediate(resolve));
    log.push(`drained, scope ${app.state}`);
    return 1;
  });
  assert.equal(value, 1);
  assert.deepEqual(log, ["drained, scope open", "db success"]);
  assert.equal(fake.exits[0]?.code, 130);
});

Deno.test("handleSignals() calls exit before code that waits for the scope goes on", async () => {
  const fake = new FakeProcess();
  const log: string[] = [];
  const work = withScope("app", async (app) => {
    handleSignals(app, { source: fake, exit: () => void log.push("exit") });
    fake.send("SIGINT");
    await Promise.resolve();
    app.signal.throwIfAborted();
  });
  await assert.rejects(work.finally(() => log.push("after")), { name: "AbortError" });
  assert.deepEqual(log, ["exit", "after"]);
});

Deno.test("handleSignals() closes under a body that does not end in time", async () => {
  const clock = new ManualClock();
  const fake = new FakeProcess();
  const body = Promise.withResolvers<void>();
  let status = "";
  const work = withScope("app", (app) => {
    app.defer("db", (exit) => status = exit.status);
    handleSignals(app, { source: fake, exit: fake.exit, graceMs: 100, drainMs: 60 });
    return body.promise;
  }, { clock });
  fake.send("SIGTERM");
  await clock.advanceAsync(59);
  assert.equal(status, "");
  await clock.advanceAsync(1);
  assert.equal(status, "aborted");
  assert.equal(fake.exits.length, 1);
  body.resolve();
  await assert.rejects(work, { name: "AbortError" });
});

Deno.test("handleSignals() ends a close that hangs when the grace is over", async () => {
  const clock = new ManualClock();
  const fake = new FakeProcess();
  const app = new Scope("app", { clock, releaseTimeoutMs: Infinity, closeTimeoutMs: Infinity });
  app.defer("hung", () => new Promise(() => {}));
  handleSignals(app, { source: fake, exit: fake.exit, graceMs: 100 });
  fake.send("SIGTERM");
  await clock.advanceAsync(99);
  assert.equal(fake.exits.length, 0);
  await clock.advanceAsync(1);
  assert.equal(app.state, "closed");
  assert.equal((fake.exits[0]?.context.error as Error).name, "ReleaseError");
});

Deno.test("handleSignals() shortens a close that is under way", async () => {
  const clock = new ManualClock();
  const fake = new FakeProcess();
  const app = new Scope("app", { clock, releaseTimeoutMs: Infinity, closeTimeoutMs: Infinity });
  app.defer("hung", () => new Promise(() => {}));
  handleSignals(app, { source: fake, exit: fake.exit, graceMs: 10 });
  const closing = assert.rejects(app.close(), { name: "TimeoutError" });
  fake.send("SIGINT");
  await clock.advanceAsync(10);
  await closing;
  assert.equal(fake.exits[0]?.code, 130);
});

Deno.test("handleSignals() limits a child's close without hurrying the parent's", async () => {
  const clock = new ManualClock();
  const fake = new FakeProcess();
  const app = new Scope("app", { clock, releaseTimeoutMs: Infinity, closeTimeoutMs: Infinity });
  const release = Promise.withResolvers<void>();
  app.defer("slow", () => release.promise);
  const server = app.child("server");
  server.defer("hung", () => new Promise(() => {}));
  handleSignals(server, { source: fake, exit: fake.exit, graceMs: 100 });
  const closing = assert.rejects(app.close(), { name: "TimeoutError" });
  fake.send("SIGTERM");
  await clock.advanceAsync(100);
  assert.deepEqual([server.state, app.state], ["closed", "closing"]);
  assert.equal(fake.exits.length, 1);
  await clock.advanceAsync(1_000);
  assert.equal(app.state, "closing");
  release.resolve();
  await closing;
});

Deno.test("handleSignals() leaves at once upon a second signal", () => {
  const clock = new ManualClock();
  const fake = new FakeProcess();
  const app = new Scope("app", { clock });
  app.defer("hung", () => new Promise(() => {}));
  handleSignals(app, { source: fake, exit: fake.exit });
  fake.send("SIGTERM");
  fake.send("SIGINT");
  assert.deepEqual(fake.exits, [{ code: 130, context: { signal: "SIGINT", cause: "repeated" } }]);
});

Deno.test("handleSignals() stops listening when it is disposed of or the scope closes", async () => {
  const fake = new FakeProcess();
  const app = new Scope("app");
  handleSignals(app, { source: fake, exit: fake.exit, signals: ["SIGHUP"] })[Symbol.dispose]();
  assert.deepEqual(fake.listening, []);
  handleSignals(app, { source: fake, exit: fake.exit, signals: ["SIGHUP"] });
  assert.deepEqual(fake.listening, ["SIGHUP"]);
  await app.close();
  assert.deepEqual(fake.listening, []);
  assert.equal(fake.exits.length, 0);
});

Deno.test("handleSignals() keeps its word when it is disposed of after the first signal", async () => {
  const fake = new FakeProcess();
  await withScope("app", async (app) => {
    using _signals = handleSignals(app, { source: fake, exit: fake.exit });
    fake.send("SIGTERM");
    await Promise.resolve();
  });
  assert.equal(fake.exits[0]?.code, 143);
});

Deno.test("handleSignals() names options that are wrong", async () => {
  const app = new Scope("app");
  assert.throws(() => handleSignals({} as Scope), /"scope" must be a Scope/);
  assert.throws(
    () => handleSignals(app, { signals: ["SIGNOPE"] }),
    /signals that the platform has/,
  );
  assert.throws(() => handleSignals(app, { graceMs: -1 }), RangeError);
  assert.throws(() => handleSignals(app, { grace: 1 } as object), /does not exist/);
  await app.close();
  assert.throws(() => handleSignals(app), { name: "ScopeClosedError" });
});

Deno.test("handleSignals() leaves no listener when the source refuses a signal", async () => {
  const fake = new FakeProcess();
  const app = new Scope("app");
  const source: SignalSource = {
    listen(signal, listener) {
      if (signal === "SIGTERM") throw new TypeError("refused");
      return fake.listen(signal, listener);
    },
  };
  assert.throws(() => handleSignals(app, { source }), /^TypeError: refused$/);
  assert.deepEqual(fake.listening, []);
  await app.close();
});

Deno.test("handleSignals() refuses signals that no program can handle", async () => {
  const app = new Scope("app");
  for (const signal of ["SIGKILL", "SIGSTOP"]) {
    const signals = ["SIGINT", signal];
    assert.throws(
      () => handleSignals(app, { source: new FakeProcess(), signals }),
      /^TypeError: .*"signals" must be an array of signals that a program can handle: .*"SIG/,
    );
  }
  await app.close();
});

Deno.test("handleSignals() refuses more time to drain than to stop", async () => {
  const source = new FakeProcess();
  const app = new Scope("app");
  assert.throws(
    () => handleSignals(app, { source, graceMs: 100, drainMs: 101 }),
    /^RangeError: .*"drainMs" must be a number of milliseconds <= "graceMs" \(100\): .* 101$/,
  );
  handleSignals(app, { source, graceMs: 100, drainMs: 100 });
  handleSignals(app, { source, graceMs: Infinity });
  await app.close();
});

async function runProgram(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const program = new URL("./testdata/stops_on_signal.ts", import.meta.url).href;
  await using child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", program, ...args],
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const err = new Response(child.stderr).text();
  let out = "";
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    if (out === "") child.kill("SIGTERM");
    out += text;
  }
  return { code: (await child.status).code, out, err: await err };
}

Deno.test("handleSignals() ends a real process in order, without permissions", async () => {
  const { code, out, err } = await runProgram();
  assert.equal(code, 143);
  assert.equal(out, "ready\ndrained\ndb released\n");
  assert.equal(err, "");
});

Deno.test("handleSignals() prints what failed when a real process leaves", async () => {
  const { code, err } = await runProgram("bad");
  assert.equal(code, 143);
  assert.match(err, /ReleaseError: Cannot release 1 resource of scope "app".*app\/bad/);
  assert.match(err, /bad release/);
});
