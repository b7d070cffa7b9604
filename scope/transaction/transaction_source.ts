/**
 * A connection that takes SQL: by `query`, as a client of npm `pg` does, or by `exec`, as a
 * `DatabaseSync` of `node:sqlite` does. What they return is awaited if it is a promise.
 */
export type TransactionClient =
  | {
    /** Runs one statement. */
    query(text: string): unknown;
  }
  | {
    /** Runs one statement. */
    exec(text: string): unknown;
  };

/** A connection that a {@linkcode TransactionPool} lends. */
export type PooledTransactionClient = TransactionClient & {
  /** Gives the connection back; with an error it is thrown away instead of being used again. */
  release(error?: Error): void;
};

/** Lends connections, as a `Pool` of npm `pg` does. */
export interface TransactionPool {
  /** Lends one. */
  connect(): Promise<PooledTransactionClient>;
}

/** What a pool lends; pools may offer a form with a callback besides. */
export type LentBy<Pool> = Pool extends
  { connect(): Promise<infer Client>; connect(callback: never): unknown } ? Client
  : Pool extends { connect(): Promise<infer Client> } ? Client
  : never;

/** How to begin and end a transaction with whatever has them. */
export interface TransactionSteps<T> {
  /** Begins one; what it returns is the value of the resource. */
  begin(context: { readonly signal: AbortSignal }): T | PromiseLike<T>;
  /** Makes what was done last. */
  commit(value: T): unknown;
  /**
   * Undoes what was done; also called after a `commit` that threw, and what it throws then is
   * dropped: the error of the commit is the one to see.
   */
  rollback(value: T): unknown;
}

/** What a transaction can be made of, and two that are taken for it. */
export type SourceKind = "client" | "pool" | "steps" | "foreign pool" | "resource pool";

/** Which kind of source something is, going by its methods; a pool may have `query` as well. */
export function kindOf(source: unknown): SourceKind | undefined {
  if ((typeof source !== "object" && typeof source !== "function") || source === null) {
    return undefined;
  }
  const has = (name: string) => hasMethod(source, name);
  const takesSql = has("query") || has("exec");
  if (has("getConnection")) return "foreign pool";
  if (has("connect") && !has("release") && (!takesSql || "totalCount" in source)) return "pool";
  if (takesSql) return "client";
  if (has("resource") && has("use")) return "resource pool";
  return has("begin") && has("commit") && has("rollback") ? "steps" : undefined;
}

/** Whether a connection is one to SQLite: each of its drivers has both, and no other database's has. */
export function isSqlite(client: object): boolean {
  return hasMethod(client, "exec") && hasMethod(client, "prepare");
}

function hasMethod(source: object, name: string): boolean {
  return typeof (source as Record<string, unknown>)[name] === "function";
}
