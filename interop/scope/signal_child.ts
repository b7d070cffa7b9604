/**
 * A program that holds much of what a program can hold, in nested scopes, and notes in a ledger what it
 * acquires and releases. It ends by itself after a moment, or when it is told to.
 *
 * @module
 */
import { join } from "node:path";
import {
  defineResource,
  disposableServer,
  disposableWorker,
  handleSignals,
  type Resource,
  type Scope,
  streamReader,
  withScope,
} from "@weir/std/scope";
import { Ledger } from "./ledger.ts";
import { randomOf } from "./run_plan.ts";

const { folder, seed, graceMs }: { folder: string; seed: number; graceMs: number } = JSON.parse(
  Deno.args[0]!,
);
const random = randomOf(seed);
const ledger = new Ledger(join(folder, "ledger"));
/** Some bodies do not listen, and are closed under. */
const listens = random() < 0.7;

await withScope("app", async (app) => {
  handleSignals(app, { graceMs, drainMs: 100 });
  ledger.begin("starting");
  const acquire = <T>(resource: Resource<T>) => app.acquire(ledger.track("app", resource));
  await acquire(lockFile("app"));
  await acquire(interval());
  await acquire(slowToRelease());
  await acquire(process());
  const server = await acquire(eventServer());
  const events = await fetch(`http://127.0.0.1:${server.addr.port}/`, { signal: app.signal });
  await acquire(streamReader(events.body!));
  await acquire(worker());
  ledger.begin("running");
  await Promise.all([1, 2, 3].map((row) => jobs(app, row)));
  ledger.begin("closing");
});
ledger.begin("ended");

async function jobs(app: Scope, row: number): Promise<void> {
  for (let number = 1; number <= 6; number++) {
    if (listens) app.signal.throwIfAborted();
    const name = `job ${row}.${number}`;
    await withScope(name, async (job) => {
      for (let step = 1; step <= 3; step++) {
        await job.acquire(ledger.track(`app/${name}`, lockFile(`${name}.${step}`)));
        await pause(random() * 10);
        if (listens) job.signal.throwIfAborted();
      }
    }, { parent: app });
  }
}

/** A file that is there as long as it is held. */
function lockFile(name: string): Resource<string> {
  return defineResource({
    name: "lock file",
    async acquire() {
      await pause(random() * 5);
      const path = join(folder, "locks", name);
      await Deno.writeTextFile(path, "", { createNew: true });
      return path;
    },
    async release(path) {
      await pause(random() * 5);
      await Deno.remove(path);
    },
  });
}

function interval(): Resource<ReturnType<typeof setInterval>> {
  return defineResource({
    name: "timer",
    acquire: () => setInterval(() => {}, 5),
    release: (timer) => clearInterval(timer),
  });
}

/** Something that is flushed when it is released. */
function slowToRelease(): Resource<object> {
  return defineResource({
    name: "cache",
    acquire: () => ({}),
    release: () => pause(50 + random() * 50),
  });
}

/** A process that would stay behind if nobody ended it. */
function process(): Resource<Deno.ChildProcess> {
  const silent = { stdin: "null", stdout: "null", stderr: "null" } as const;
  return defineResource({
    name: "process",
    acquire: () => new Deno.Command("sleep", { args: ["600"], ...silent }).spawn(),
    async release(child) {
      child.kill("SIGKILL");
      await child.status;
    },
  });
}

/** A server whose answers never end. */
function eventServer(): Resource<Deno.HttpServer<Deno.NetAddr>> {
  const events = () =>
    new Response(
      new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(10)) }),
    );
  return defineResource({
    name: "server",
    acquire: () =>
      disposableServer(
        (handler, signal) =>
          Deno.serve({ hostname: "127.0.0.1", port: 0, signal, onListen() {} }, handler),
        events,
        { graceMs: 20 },
      ),
    release: (server) => server[Symbol.asyncDispose](),
  });
}

/** A worker that is asked to stop. */
function worker(): Resource<Worker & AsyncDisposable & Disposable> {
  const code = "onmessage = ({ data }) => setTimeout(() => postMessage(data), 10);";
  return defineResource({
    name: "worker",
    acquire: () =>
      disposableWorker(
        new Worker(`data:text/javascript,${encodeURIComponent(code)}`, { type: "module" }),
        { stopMessage: "stop", graceMs: 2_000 },
      ),
    release: (worker) => worker[Symbol.asyncDispose](),
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
