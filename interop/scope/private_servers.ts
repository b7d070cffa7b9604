/**
 * PostgreSQL and Redis of our own, on free ports of the loopback interface and with their data in a
 * temporary folder: they can be crashed, come back on the same port with the same data, and are
 * nobody else's.
 *
 * @module
 */
import { join } from "node:path";
import { createClient } from "@redis/client";
import type { Scope } from "@weir/std/scope";
import pg from "pg";

/** A server that can be crashed. */
export interface PrivateServer {
  /** Where clients find it, also after a restart. */
  readonly url: string;
  /** Ends it without a word to anybody, starts it again later and waits until it answers. */
  restart(downMs: number): Promise<void>;
}

/** What differs from server to server. */
interface Program {
  readonly name: string;
  readonly path: string;
  readonly ids: Ids;
  /** The signal upon which it ends without shutting down. */
  readonly crash: Deno.Signal;
  readonly args: readonly string[];
  readonly url: string;
  /** Throws or rejects if it does not answer. */
  ask(url: string): Promise<void>;
}

interface Ids {
  readonly uid?: number;
  readonly gid?: number;
}

const START_MS = 60_000;
const POLL_MS = 50;

/** Whether the programs of both servers are installed. */
export async function areServersInstalled(): Promise<boolean> {
  const paths = await Promise.all(["initdb", "redis-server"].map(findProgram));
  return !paths.includes(undefined);
}

/** Starts PostgreSQL with the database `postgres`, for the user `root`; the scope stops it. */
export async function startPostgres(scope: Scope): Promise<PrivateServer> {
  const initdb = await programPath("initdb");
  // It refuses to run as root; its package brings a user of its own.
  const ids = Deno.uid() === 0 ? await idsOf("postgres") : {};
  const folder = await temporaryFolder(scope, ids);
  const port = freePort();
  const data = join(folder, "data");
  const init = ["-D", data, "-U", "root", "-A", "trust", "-E", "UTF8", "-N"];
  await run(initdb, init, { ...ids, cwd: folder });
  // Without fsync what was committed outlives the server, though not the machine.
  const args = ["-D", data, "-p", `${port}`, "-h", "127.0.0.1", "-k", "", "-c", "fsync=off"];
  return await startServer(scope, {
    name: "PostgreSQL",
    path: join(initdb, "../postgres"),
    ids,
    crash: "SIGQUIT",
    args,
    url: `postgres://root@127.0.0.1:${port}/postgres`,
    ask: askPostgres,
  });
}

/** Starts Redis, which keeps its keys over a crash; the scope stops it. */
export async function startRedis(scope: Scope): Promise<PrivateServer> {
  const path = await programPath("redis-server");
  const folder = await temporaryFolder(scope, {});
  const port = freePort();
  const args = ["--port", `${port}`, "--bind", "127.0.0.1", "--dir", folder, "--save", ""];
  return await startServer(scope, {
    name: "Redis",
    path,
    ids: {},
    crash: "SIGKILL",
    args: [...args, "--appendonly", "yes", "--appendfsync", "no"],
    url: `redis://127.0.0.1:${port}`,
    ask: askRedis,
  });
}

async function askPostgres(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("SELECT 1");
  } finally {
    await client.end().catch(() => {});
  }
}

async function askRedis(url: string): Promise<void> {
  const client = createClient({ url, socket: { reconnectStrategy: false } });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.ping();
  } finally {
    client.destroy();
  }
}

async function startServer(scope: Scope, program: Program): Promise<PrivateServer> {
  let child = await launch(program);
  scope.defer(program.name, () => end(child, "SIGINT"));
  await waitUntilReady(program, child);
  return {
    url: program.url,
    async restart(downMs) {
      await end(child, program.crash);
      await pause(downMs);
      child = await launch(program);
      await waitUntilReady(program, child);
    },
  };
}

function launch({ path, args, ids }: Program): Deno.ChildProcess {
  return new Deno.Command(path, {
    ...ids,
    args: [...args],
    cwd: "/",
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
}

async function end(child: Deno.ChildProcess, signal: Deno.Signal): Promise<void> {
  try {
    child.kill(signal);
  } catch {
    // it has ended by itself
  }
  await child.status;
}

async function waitUntilReady(program: Program, child: Deno.ChildProcess): Promise<void> {
  let hasEnded = false;
  child.status.then(() => hasEnded = true);
  const endMs = performance.now() + START_MS;
  while (performance.now() < endMs && !hasEnded) {
    if (await program.ask(program.url).then(() => true, () => false)) return;
    await pause(POLL_MS);
  }
  throw new Error(`${program.name} ${hasEnded ? "has ended" : "does not answer"}`);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** A port below those that the system gives to outgoing connections. */
function freePort(): number {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    try {
      using _listener = Deno.listen({ hostname: "127.0.0.1", port });
      return port;
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    }
  }
}

async function temporaryFolder(scope: Scope, ids: Ids): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "weir_private_" });
  scope.adopt("data", folder, () => Deno.remove(folder, { recursive: true }));
  if (ids.uid !== undefined) await Deno.chown(folder, ids.uid, ids.gid ?? null);
  return folder;
}

async function programPath(name: string): Promise<string> {
  const path = await findProgram(name);
  if (path === undefined) throw new Error(`${name} is not installed`);
  return path;
}

async function findProgram(name: string): Promise<string | undefined> {
  const versions: string[] = [];
  try {
    for await (const entry of Deno.readDir("/usr/lib/postgresql")) versions.push(entry.name);
  } catch {
    // not a Debian system
  }
  const newest = versions.sort((a, b) => Number(b) - Number(a));
  const folders = newest.map((version) => `/usr/lib/postgresql/${version}/bin`);
  for (const folder of [...folders, ...(Deno.env.get("PATH") ?? "").split(":")]) {
    const path = join(folder, name);
    if (await Deno.stat(path).then((info) => info.isFile, () => false)) return path;
  }
  return undefined;
}

async function idsOf(user: string): Promise<Ids> {
  const [uid, gid] = await Promise.all(["-u", "-g"].map((flag) => run("id", [flag, user], {})));
  return { uid: Number(uid), gid: Number(gid) };
}

async function run(program: string, args: string[], options: Deno.CommandOptions): Promise<string> {
  const output = await new Deno.Command(program, { ...options, args }).output();
  const decoder = new TextDecoder();
  if (output.success) return decoder.decode(output.stdout).trim();
  throw new Error(`${program} failed: ${decoder.decode(output.stderr)}`);
}
