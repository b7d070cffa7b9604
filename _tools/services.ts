/**
 * The servers that some tests need: where they are found, and how a private one is started.
 *
 * @module
 */
import { Connection } from "rabbitmq-client";
import pg from "pg";
import { type ReadyServer, startPostgres, startRabbit } from "./start_servers.ts";

/** A server that some tests need. */
export interface Service {
  /** Name as people write it. */
  readonly name: string;
  /** Environment variable that holds its URL. */
  readonly variable: string;
  /** Where it is looked for when the variable is not set. */
  readonly defaultUrl: string;
  /** Logs in; says whether that worked. */
  answers(url: string): Promise<boolean>;
  /** Starts a private server, or returns `undefined` when its programs are not installed. */
  start(answers: (url: string) => Promise<boolean>): Promise<ReadyServer | undefined>;
}

const PROBE_TIMEOUT_MS = 2_000;

/** Every service that the default run knows. */
export const SERVICES: readonly Service[] = [
  {
    name: "PostgreSQL",
    variable: "DATABASE_URL",
    defaultUrl: "postgres://root@127.0.0.1:5432/test",
    answers: answersPostgres,
    start: startPostgres,
  },
  {
    name: "RabbitMQ",
    variable: "AMQP_URL",
    defaultUrl: "amqp://guest:guest@127.0.0.1:5672",
    answers: answersRabbit,
    start: startRabbit,
  },
];

/**
 * Finds a server: the one that the variable names, else the one at the default address, else a
 * private one; `undefined` when there is none.
 */
export async function findServer(
  service: Service,
  variable: string | undefined,
): Promise<ReadyServer | undefined> {
  if (variable !== undefined && variable !== "") return notOurs(variable);
  if (await service.answers(service.defaultUrl)) return notOurs(service.defaultUrl);
  return await service.start(service.answers);
}

function notOurs(url: string): ReadyServer {
  return { url, [Symbol.asyncDispose]: () => Promise.resolve() };
}

async function answersPostgres(url: string): Promise<boolean> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: PROBE_TIMEOUT_MS,
  });
  client.on("error", () => {}); // a connection that breaks later is no answer either
  try {
    await client.connect();
    await client.query("SELECT 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

async function answersRabbit(url: string): Promise<boolean> {
  const connection = new Connection({ url, connectionTimeout: PROBE_TIMEOUT_MS });
  const { promise, resolve } = Promise.withResolvers<boolean>();
  connection.once("connection", () => resolve(true));
  connection.on("error", () => resolve(false));
  const answered = await promise;
  await connection.close();
  return answered;
}
