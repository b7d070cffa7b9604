import { StoreClosedError, StoreRejectedError } from "../errors.ts";
import type { SqlConnection, SqlPool } from "../sql.ts";

/** The pool as one store uses it: each piece of work on a connection of its own, and waited for. */
export class PostgresSession {
  readonly #pool: SqlPool;
  readonly #running: Set<Promise<unknown>> = new Set();
  #closed = false;

  constructor(pool: SqlPool) {
    this.#pool = pool;
  }

  /** Runs `work` in a transaction. */
  transaction<T>(work: (connection: SqlConnection) => Promise<T>): Promise<T> {
    return this.run(async (connection) => {
      await connection.query("begin");
      const result = await work(connection);
      await connection.query("commit");
      return result;
    });
  }

  /** Runs `work`, which is one statement or begins a transaction itself. */
  async run<T>(work: (connection: SqlConnection) => Promise<T>): Promise<T> {
    if (this.#closed) {
      throw new StoreClosedError("Cannot use the store as it is closed: open another one");
    }
    const running = this.#lend(work);
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  /** Runs one statement whose only result is the JSON text in a column named `json`. */
  json(text: string, values: unknown[]): Promise<unknown> {
    return this.run((connection) => queryJson(connection, text, values));
  }

  /** Takes no more work and waits for what runs. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#running);
  }

  async #lend<T>(work: (connection: SqlConnection) => Promise<T>): Promise<T> {
    const connection = await this.#pool.connect();
    connection.on?.("error", ignore);
    let broken: Error | undefined;
    try {
      return await work(connection);
    } catch (error) {
      broken = await rollback(connection);
      throw toStoreError(error);
    } finally {
      connection.removeListener?.("error", ignore);
      connection.release(broken);
    }
  }
}

/** Runs one statement whose only result is the JSON text in a column named `json`. */
export async function queryJson(
  connection: SqlConnection,
  text: string,
  values: unknown[],
): Promise<unknown> {
  const { rows } = await connection.query(text, values);
  return JSON.parse(String(rows[0]?.json ?? null));
}

/** The statement that waits on the connection fails as well, and that failure is the one to see. */
function ignore(): void {}

/** Rolls back; a connection on which even that fails must not be used again. */
async function rollback(connection: SqlConnection): Promise<Error | undefined> {
  try {
    await connection.query("rollback");
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/**
 * SQLSTATE of a refusal that the same data would meet again: data exception (22), integrity
 * violation (23), check option (44), a value beyond a limit of the server (54), and what a trigger
 * raises (P0001).
 *
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const dataFault = /^(?:22|23|44|54)[0-9A-Z]{3}$|^P0001$/;

/** Sorts an error by whose fault it is: the data's, or the system's, which is thrown as it is. */
function toStoreError(error: unknown): unknown {
  if (!(error instanceof Error) || !dataFault.test(sqlState(error))) return error;
  return new StoreRejectedError(
    `Cannot store the batch as the database refused its data: ${error.message}`,
    { cause: error },
  );
}

function sqlState(error: Error): string {
  if ("code" in error) return String(error.code);
  const fields = "fields" in error ? error.fields : undefined;
  return typeof fields === "object" && fields !== null && "code" in fields
    ? String(fields.code)
    : "";
}
