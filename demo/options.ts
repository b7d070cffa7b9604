import { parseArgs } from "node:util";

/** Says what was wrong with how the demo was called; the program ends with 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** What the demo is asked to do. */
export interface DemoOptions {
  /** Deliveries that the sender is to post. */
  readonly deliveries: number;
  /** Port of the receiver; 0 takes a free one. */
  readonly port: number;
  /** Whether the receiver stays when the run is over. */
  readonly serve: boolean;
  /** Whether an unfinished run is thrown away. */
  readonly fresh: boolean;
  /** Folder of the run's state; chosen by the backends when left out. */
  readonly state: string | undefined;
  /** Folder of further event handlers. */
  readonly handlers: string | undefined;
}

/** What `--help` prints. */
export const usage = `Usage: deno task demo [options]

  --deliveries N   deliveries that the sender posts (default 20000, from 0)
  --serve          keep the receiver running at the end, for curl, until Ctrl-C
  --port N         port of the receiver (default: a free one)
  --state FOLDER   where inbox, database and queue are kept (default .weir/demo...)
  --handlers DIR   folder of further event handlers, a class per module
  --fresh          throw away an unfinished run instead of going on with it
  --help           print this

DATABASE_URL and AMQP_URL switch from SQLite to PostgreSQL and RabbitMQ.`;

/**
 * Reads the command line.
 *
 * @returns The options; `undefined` when help was asked for.
 * @throws {UsageError} If an option does not exist, or its value will not do.
 */
export function parseOptions(args: readonly string[]): DemoOptions | undefined {
  const values = parseValues(args);
  if (values.help) return undefined;
  if (values.state === "") {
    throw new UsageError(
      'Cannot run the demo as "--state" must name a folder: current value is ""',
    );
  }
  return {
    deliveries: integer("--deliveries", values.deliveries, 100_000_000),
    port: integer("--port", values.port, 65_535),
    serve: values.serve,
    fresh: values.fresh,
    state: values.state,
    handlers: values.handlers,
  };
}

function parseValues(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        deliveries: { type: "string", default: "20000" },
        port: { type: "string", default: "0" },
        serve: { type: "boolean", default: false },
        fresh: { type: "boolean", default: false },
        state: { type: "string" },
        handlers: { type: "string" },
        help: { type: "boolean", short: "h", default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${usage}`, { cause: error });
  }
}

function integer(option: string, text: string, max: number): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isInteger(value) && value >= 0 && value <= max) return value;
  throw new UsageError(
    `Cannot run the demo as "${option}" must be an integer from 0 to ${max}: current value is ` +
      `"${text}"`,
  );
}
