import {
  defineResource,
  handleSignals,
  jsonLineLogger,
  logObserver,
  otelObserver,
  otelPoolObserver,
  ResourcePool,
  type ScopeEvent,
  withScope,
} from "../../mod.ts";

/** Everything that has a span or a metric, in one run; then it ends as its argument says. */
const telemetry = otelObserver();
const log = logObserver(jsonLineLogger(), { traceOf: telemetry.traceOf });
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const db = defineResource({ name: "db", acquire: () => pause(20), release: () => pause(5) });
const down = defineResource({
  name: "down",
  acquire: () => Promise.reject(new TypeError("refused", { cause: new Error("no route") })),
  release: () => {},
});
const slow = defineResource({
  name: "slow",
  acquire: () => pause(30),
  release: () => {},
  timeoutMs: 5,
});
const flaky = defineResource({
  name: "flaky",
  acquire: ({ attempt }) => {
    if (attempt === 1) throw new RangeError("starting");
  },
  release: () => {},
  retry: { maxAttempts: 2, minDelayMs: 10, jitter: 0 },
});

async function requests(): Promise<void> {
  await withScope("app", async (app) => {
    await app.acquire(db);
    await app.acquire(flaky);
    await app.acquire(slow).catch(() => {});
    await pause(40);
    for (let index = 0; index < 3; index++) {
      await withScope("request", (request) => {
        request.defer("lock", () => {});
        return index === 0 ? request.acquire(down) : telemetry.within(request, work);
      }, { parent: app }).catch(() => {});
    }
    app.defer("bad", () => Promise.reject(new Error("gone")));
    app.defer("hung", () => pause(60));
  }, { observers: [telemetry, log], releaseTimeoutMs: 20 }).catch(() => {});
  await pause(60);
}

/** A server inside a scope, and one request to it. */
async function serve(): Promise<void> {
  await withScope("app", async (app) => {
    const server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen() {} },
      () =>
        withScope("request", (request) => {
          request.defer("lock", () => {});
          return new Response("done");
        }, { parent: app }),
    );
    app.adopt("server", server, () => server.shutdown());
    await (await fetch(`http://127.0.0.1:${server.addr.port}/orders`)).text();
  }, { observers: [telemetry] });
}

/** A span of the program's own. */
function work(): void {
  // deno-lint-ignore no-explicit-any -- the API that Deno has registered
  const api = (globalThis as any)[Symbol.for("opentelemetry.js.api.1")];
  api.trace.getTracer("program").startSpan("work").end();
}

/** A pool of connections that closes, and one of something else that is open when the program ends. */
async function lend(): Promise<void> {
  {
    const observers = [otelPoolObserver(), log];
    await using pool = new ResourcePool(db, { min: 1, max: 1, observers });
    const lease = await pool.acquire();
    await pool.acquire({ timeoutMs: 10 }).catch(() => {});
    lease.release();
    await pool.use(() => pause(1));
  }
  const observers = [otelPoolObserver(undefined, { namespace: "weir.pool" })];
  const token = defineResource({ name: "token", acquire: () => ({}), release: () => {} });
  // The timers of an open pool keep the program from its end.
  const times = { acquireTimeoutMs: 50, idleTimeoutMs: Infinity };
  const tokens = new ResourcePool(token, { max: 3, ...times, observers });
  await tokens.acquire();
  (await tokens.acquire()).release();
}

/** What only a scope that is told to look for leaks tells. */
function leak(): void {
  const at = { atMs: Date.now(), scope: "hand", path: "hand", scopeId: -1, parentId: undefined };
  const about = { ...at, resource: "db", resourceId: -1 };
  const closed = { exit: { status: "success" }, durationMs: 12, closeMs: 1, failures: 0 } as const;
  const events: ScopeEvent[] = [
    { ...at, type: "scope.opened" },
    { ...about, type: "resource.acquired", durationMs: 0, attempt: undefined },
    { ...about, type: "resource.leaked", heldMs: 60_000, place: "program.ts:1" },
    { ...about, type: "resource.releasing", heldMs: 60_000 },
    { ...about, type: "resource.released", heldMs: 60_000, durationMs: 1 },
    { ...at, type: "scope.closed", ...closed },
  ];
  for (const event of events) telemetry(event);
}

if (Deno.args[0] === "signal") {
  await withScope("app", async (app) => {
    handleSignals(app, { graceMs: 5_000 });
    await app.acquire(db);
    const aborted = new Promise((resolve) => app.signal.addEventListener("abort", resolve));
    const work = setInterval(() => {}, 60_000);
    await Deno.stderr.write(new TextEncoder().encode("ready\n"));
    await aborted;
    clearInterval(work);
  }, { observers: [telemetry] });
} else if (Deno.args[0] === "serve") {
  await serve();
} else {
  await requests();
  await lend();
  leak();
  if (Deno.args[0] === "exit") Deno.exit(3);
  if (Deno.args[0] === "throw") throw new Error("the program's own");
}
