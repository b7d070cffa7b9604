import { parseArgs } from "node:util";

/** What the demo is asked to do. */
export interface DemoOptions {
  /** Deliveries that the sender is to post. */
  readonly deliveries: number;
  /** Whether `--deliveries` was given. */
  readonly deliveriesGiven: boolean;
  /** Port of the receiver; 0 takes a free one. */
  readonly port: number;
  /** Whether the receiver stays when the run is over. */
  readonly serve: boolean;
  /** Whether an unfinished run is thrown away. */
  readonly fresh: boolean;
  /** Folder of the run's state; chosen by the backends when left out. */
  readonly state: string | undefined;
}

/** What `--help` prints. */
export const usage = `Usage: deno task demo [options]

  --deliveries N   deliveries that the sender posts (default 20000, from 0)
  --serve          keep the receiver running at the end, for curl, until Ctrl-C
  --port N         port of the receiver (default: a free one)
  --state FOLDER   where inbox, database and queue are kept (default .weir/demo...)
  --fresh          throw away an unfinished run instead of going on with it
  --help           print this

DATABASE_URL and AMQP_URL switch from SQLite to PostgreSQL and RabbitMQ.`;

/**
 * Reads the command line.
 *
 * @returns The options; `undefined` when help was asked for.
 * @throws {TypeError} If an option does not exist.
 * @throws {RangeError} If a number is out of range.
 */
export function parseOptions(args: readonly string[]): DemoOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      deliveries: { type: "string" },
      port: { type: "string", default: "0" },
      serve: { type: "boolean", default: false },
      fresh: { type: "boolean", default: false },
      state: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return undefined;
  return {
    deliveries: integer("--deliveries", values.deliveries ?? "20000", 100_000_000),
    deliveriesGiven: values.deliveries !== undefined,
    port: integer("--port", values.port, 65_535),
    serve: values.serve,
    fresh: values.fresh,
    state: values.state,
  };
}

function integer(option: string, text: string, max: number): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isInteger(value) && value >= 0 && value <= max) return value;
  throw new RangeError(
    `Cannot run the demo as "${option}" must be an integer from 0 to ${max}: current value is ` +
      `"${text}"`,
  );
}
