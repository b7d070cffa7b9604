/**
 * Starts private servers on free ports of the loopback interface, with their data in a temporary
 * folder; disposing stops the server and removes the folder.
 *
 * @module
 */
import { join } from "node:path";
import pg from "pg";
import { freePorts, listens, startProcess, startTwice, waitUntilReady } from "./server_process.ts";

/** A server that is ready, and how to stop it if it is ours. */
export interface ReadyServer extends AsyncDisposable {
  /** URL with user and, for PostgreSQL, database. */
  readonly url: string;
}

type Answers = (url: string) => Promise<boolean>;

/** Starts PostgreSQL with a database `test`, if it is installed. */
export async function startPostgres(answers: Answers): Promise<ReadyServer | undefined> {
  const initdb = await findProgram("initdb", await postgresFolders());
  if (initdb === undefined) return undefined;
  const folder = join(initdb, "..");
  // PostgreSQL refuses to run as root; its package brings a user of its own.
  const user = Deno.uid() === 0 ? await idsOf("postgres") : {};
  return await startTwice(() => launchPostgres(folder, user, answers));
}

async function launchPostgres(programs: string, user: Ids, answers: Answers): Promise<ReadyServer> {
  await using stack = new AsyncDisposableStack();
  const folder = await temporaryFolder(stack, user);
  const data = join(folder, "data");
  const options = { ...user, cwd: folder };
  const initArgs = ["-D", data, "-U", "root", "-A", "trust", "-E", "UTF8", "-N"];
  await run(join(programs, "initdb"), initArgs, options);
  const [port] = freePorts(1);
  const server = startProcess(stack, "PostgreSQL", join(programs, "postgres"), "SIGINT", {
    ...options,
    // fsync off: the data does not outlive the run
    args: ["-D", data, "-p", `${port}`, "-h", "127.0.0.1", "-k", "", "-c", "fsync=off"],
  });
  const url = `postgres://root@127.0.0.1:${port}`;
  await waitUntilReady(server, () => answers(`${url}/postgres`));
  const client = new pg.Client({ connectionString: `${url}/postgres` });
  await client.connect();
  await client.query("CREATE DATABASE test");
  await client.end();
  return ready(`${url}/test`, stack);
}

/** Starts RabbitMQ for the user `guest`, if it is installed. */
export async function startRabbit(answers: Answers): Promise<ReadyServer | undefined> {
  // Debian's program in the path switches users; the one in the folder does not.
  const program = await findProgram("rabbitmq-server", ["/usr/lib/rabbitmq/bin"]);
  const epmd = await findProgram("epmd", []);
  if (program === undefined || epmd === undefined) return undefined;
  return await startTwice(() => launchRabbit(program, epmd, answers));
}

async function launchRabbit(program: string, epmd: string, answers: Answers): Promise<ReadyServer> {
  await using stack = new AsyncDisposableStack();
  const folder = await temporaryFolder(stack, {});
  const [port, distPort, epmdPort] = freePorts(3);
  const env = {
    HOME: folder,
    ERL_EPMD_PORT: `${epmdPort}`,
    RABBITMQ_NODENAME: `weir${port}@localhost`,
    RABBITMQ_NODE_IP_ADDRESS: "127.0.0.1",
    RABBITMQ_NODE_PORT: `${port}`,
    RABBITMQ_DIST_PORT: `${distPort}`,
    RABBITMQ_MNESIA_BASE: join(folder, "data"),
    RABBITMQ_LOG_BASE: join(folder, "log"),
    RABBITMQ_CONFIG_FILE: join(folder, "rabbitmq"),
    RABBITMQ_ADVANCED_CONFIG_FILE: join(folder, "advanced"),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, "enabled_plugins"),
  };
  const names = startProcess(stack, "epmd", epmd, "SIGTERM", {
    args: ["-port", `${epmdPort}`, "-address", "127.0.0.1"],
  });
  // Without one that listens Erlang starts a daemon of its own, which outlives the server.
  await waitUntilReady(names, () => listens(epmdPort!));
  const server = startProcess(stack, "RabbitMQ", program, "SIGTERM", { env, cwd: folder });
  const url = `amqp://guest:guest@127.0.0.1:${port}`;
  await waitUntilReady(server, () => answers(url));
  return ready(url, stack);
}

function ready(url: string, stack: AsyncDisposableStack): ReadyServer {
  const owned = stack.move();
  return { url, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** Folders in which packages keep the programs of PostgreSQL, the newest version first. */
async function postgresFolders(): Promise<string[]> {
  const base = "/usr/lib/postgresql";
  const versions: string[] = [];
  try {
    for await (const { name } of Deno.readDir(base)) versions.push(name);
  } catch {
    // not a Debian system
  }
  return versions.sort((a, b) => Number(b) - Number(a)).map((version) =>
    join(base, version, "bin")
  );
}

async function findProgram(name: string, folders: readonly string[]): Promise<string | undefined> {
  for (const folder of [...folders, ...(Deno.env.get("PATH") ?? "").split(":")]) {
    const path = join(folder, name);
    if (await Deno.stat(path).then((info) => info.isFile, () => false)) return path;
  }
  return undefined;
}

interface Ids {
  readonly uid?: number;
  readonly gid?: number;
}

async function idsOf(user: string): Promise<Ids> {
  const [uid, gid] = await Promise.all(["-u", "-g"].map((flag) => run("id", [flag, user], {})));
  return { uid: Number(uid), gid: Number(gid) };
}

async function temporaryFolder(stack: AsyncDisposableStack, ids: Ids): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "weir_server_" });
  stack.defer(() => Deno.remove(folder, { recursive: true }));
  if (ids.uid !== undefined) await Deno.chown(folder, ids.uid, ids.gid ?? null);
  return folder;
}

async function run(program: string, args: string[], options: Deno.CommandOptions): Promise<string> {
  const output = await new Deno.Command(program, { ...options, args }).output();
  const decoder = new TextDecoder();
  if (output.success) return decoder.decode(output.stdout).trim();
  throw new Error(`${program} failed: ${decoder.decode(output.stderr)}`);
}
