import {
  checkDuration,
  checkKeys,
  checkString,
  optionMessage,
} from "../../_internal/check_option.ts";

/** What a transaction may see of others, by its SQL name. */
export type TransactionIsolation = "read committed" | "repeatable read" | "serializable";

/** How a transaction begins. */
export interface OpenTransactionOptions {
  /**
   * Name in trees, events and errors.
   *
   * @default {"transaction"}
   */
  readonly name?: string;
  /**
   * What it may see of others; sent with `begin` as PostgreSQL takes it. SQLite has none of this and
   * the next two.
   *
   * @default that of the database
   */
  readonly isolation?: TransactionIsolation;
  /**
   * Whether it may only read.
   *
   * @default that of the database
   */
  readonly readOnly?: boolean;
  /**
   * Waits at its beginning until it can run without ever failing to be serializable; only for one
   * that is `serializable` and reads only.
   *
   * @default {false}
   */
  readonly deferrable?: boolean;
  /**
   * The statement that begins it, in place of the three options above, for a database that takes
   * another, such as `begin immediate` for SQLite.
   *
   * @default {"begin"}
   */
  readonly begin?: string;
}

/** Options of {@linkcode transaction}. */
export interface TransactionOptions extends OpenTransactionOptions, TransactionStepsOptions {}

/** Options of {@linkcode transaction} where the steps are given. */
export interface TransactionStepsOptions {
  /**
   * Name in trees, events and errors.
   *
   * @default {"transaction"}
   */
  readonly name?: string;
  /**
   * Milliseconds that beginning may take, lending a connection included.
   *
   * @default {Infinity}
   */
  readonly timeoutMs?: number;
  /**
   * Milliseconds that the commit or rollback may take. A commit that is given up may still succeed.
   *
   * @default the scope's `releaseTimeoutMs`
   */
  readonly releaseTimeoutMs?: number;
}

const LIMITS = ["timeoutMs", "releaseTimeoutMs"] as const;
const MANNERS = ["isolation", "readOnly", "deferrable"] as const;
const ISOLATIONS: readonly string[] = ["read committed", "repeatable read", "serializable"];

/** Which options there are: beginning in SQL has its own, and so has what a scope limits. */
export interface OptionKinds {
  readonly isSql: boolean;
  readonly isLimited: boolean;
}

/** Checks the options and answers the statement that begins the transaction, and its name. */
export function beginOf(
  action: string,
  options: TransactionOptions,
  { isSql, isLimited }: OptionKinds,
): { readonly name: string; readonly text: string } {
  const known = ["name", ...(isSql ? [...MANNERS, "begin"] : []), ...(isLimited ? LIMITS : [])];
  checkKeys(action, options, known);
  const { name = "transaction" } = options;
  checkString(action, "name", name);
  for (const key of LIMITS) {
    if (options[key] !== undefined) checkDuration(action, key, options[key]);
  }
  return { name, text: beginText(action, options) };
}

/** Refuses what is not in its SQL, which would be a syntax error when it begins. */
export function checkForSqlite(action: string, options: OpenTransactionOptions): void {
  const manner = MANNERS.find((key) => options[key] !== undefined);
  if (manner === undefined) return;
  throw new TypeError(
    `Cannot ${action} as SQLite has no "${manner}", and all its transactions are serializable: leave ` +
      'it out, or say how it begins, such as { begin: "begin immediate" }',
  );
}

function beginText(action: string, options: OpenTransactionOptions): string {
  const { isolation, readOnly, deferrable, begin } = options;
  if (begin !== undefined) {
    checkString(action, "begin", begin);
    const manner = MANNERS.find((key) => options[key] !== undefined);
    if (manner === undefined) return begin;
    throw new TypeError(
      `Cannot ${action} as "begin" takes the place of "${manner}": leave one out`,
    );
  }
  if (isolation !== undefined && !ISOLATIONS.includes(isolation)) {
    const rule = `one of ${ISOLATIONS.join(", ")}`;
    throw new TypeError(optionMessage(action, "isolation", rule, isolation));
  }
  for (const key of ["readOnly", "deferrable"] as const) {
    if (options[key] === undefined || typeof options[key] === "boolean") continue;
    throw new TypeError(optionMessage(action, key, "true or false", options[key]));
  }
  if (deferrable && !(isolation === "serializable" && readOnly)) {
    throw new TypeError(
      `Cannot ${action} as "deferrable" needs "isolation" to be "serializable" and "readOnly" to be ` +
        "true: it has no effect otherwise",
    );
  }
  const words = ["begin"];
  if (isolation !== undefined) words.push(`isolation level ${isolation}`);
  if (readOnly !== undefined) words.push(readOnly ? "read only" : "read write");
  if (deferrable) words.push("deferrable");
  return words.join(" ");
}
