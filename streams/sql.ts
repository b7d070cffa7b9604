/** What a statement gave back. */
export interface SqlResult {
  /** The rows, each an object with a property per column. */
  readonly rows: Record<string, unknown>[];
}

/**
 * One connection of a {@linkcode SqlPool}, for one caller at a time.
 *
 * A pooled client of npm `pg` is one as it stands.
 */
export interface SqlConnection {
  /** Runs one statement with positional parameters `$1`, `$2` … */
  query(text: string, values?: unknown[]): Promise<SqlResult>;
  /** Gives the connection back; with an error it is thrown away instead of being used again. */
  release(error?: Error): void;
  /**
   * Listens for a connection that breaks while nobody waits for it. A driver that reports this as
   * an event ends the process when nobody listens.
   */
  on?(event: "error", listener: (error: Error) => void): unknown;
  /** Takes a listener off again. */
  removeListener?(event: "error", listener: (error: Error) => void): unknown;
}

/**
 * A pool of connections to PostgreSQL: the smallest part of one that a store needs.
 *
 * A `Pool` of npm `pg` is one as it stands.
 */
export interface SqlPool {
  /** Lends a connection. */
  connect(): Promise<SqlConnection>;
}
