import { defineResource, type Resource } from "../resource.ts";
import { beginnerOf } from "./_begin.ts";
import type { Begun } from "./_level.ts";
import type { Transaction } from "./open_transaction.ts";
import type {
  OpenTransactionOptions,
  TransactionOptions,
  TransactionStepsOptions,
} from "./transaction_options.ts";
import type {
  LentBy,
  TransactionClient,
  TransactionPool,
  TransactionSteps,
} from "./transaction_source.ts";

/**
 * Makes a resource out of a transaction: it begins when it is acquired, is committed when its scope
 * ends with success, and rolled back after anything else, `unknown` included.
 *
 * Made from a pool, it lends a connection, which is its value, and gives it back at the end; one
 * that is broken is thrown away. Made from a connection, that is its value.
 *
 * A connection is for one caller at a time: transactions on it lie in each other, never side by side.
 * Acquired again in the same scope, or in one below it, a transaction on the same connection is a
 * savepoint, which can be rolled back alone. In any other scope it is refused, as what it commits would
 * be undone with the first one: let a pool lend a connection to each.
 *
 * If beginning fails, nothing is held. If the commit fails, `close` and `withScope` reject, with the
 * driver's error unless the work had failed too; what was done is undone. If the rollback fails, its
 * error comes after that of the work, in a {@linkcode ReleaseError}.
 *
 * Order: as of any resource: committed before what was acquired earlier is released.
 * Cancel: a transaction that has begun too late is rolled back. A commit that takes longer than
 * `releaseTimeoutMs`, or during which the connection breaks, may have succeeded: nobody knows. A
 * connection that a pool has lent is thrown away as soon as nobody waits any longer for `begin`, the
 * commit or the rollback on it, so that one that hangs does not keep its place in the pool.
 *
 * @example Committed if the function returns, rolled back if it throws
 * ```ts
 * import { transaction, withScope } from "@weir/std/scope";
 * import assert from "node:assert/strict";
 * import { DatabaseSync } from "node:sqlite";
 *
 * using database = new DatabaseSync(":memory:");
 * database.exec("create table orders (id integer primary key)");
 * const order = (id: number, stock: number) =>
 *   withScope("order", async (scope) => {
 *     const tx = await scope.acquire(transaction(database, { begin: "begin immediate" }));
 *     tx.prepare("insert into orders values (?)").run(id);
 *     if (stock < 1) throw new Error("out of stock");
 *   });
 *
 * await order(1, 5);
 * await assert.rejects(order(2, 0), /out of stock/);
 * assert.deepEqual(database.prepare("select id from orders").all().map(({ id }) => id), [1]);
 * ```
 *
 * @example In a block, which says itself that it has succeeded
 * ```ts
 * import { Scope, transaction } from "@weir/std/scope";
 * import assert from "node:assert/strict";
 *
 * const log: string[] = [];
 * const client = { query: (text: string) => Promise.resolve(log.push(text)) };
 * {
 *   await using scope = new Scope("order");
 *   const tx = await scope.acquire(transaction(client, { isolation: "serializable" }));
 *   await tx.query("insert into orders values (1)");
 *   scope.succeed();
 * }
 * assert.deepEqual(log, [
 *   "begin isolation level serializable",
 *   "insert into orders values (1)",
 *   "commit",
 * ]);
 * ```
 * @param source A pool, such as a `Pool` of npm `pg`; a connection; a transaction in a block; or what
 * begins, commits and rolls back.
 * @throws {TypeError} If source or options have the wrong shape; when it is acquired, if it is to be
 * isolated otherwise than the transaction that it is in.
 * @throws {RangeError} If a duration is negative.
 * @throws {TransactionError} When it is acquired, if one that it is not inside is open on the same
 * connection; when it is released after a success, if it was rolled back all the same.
 */
export function transaction<Pool extends TransactionPool>(
  source: Pool,
  options?: TransactionOptions,
): Resource<LentBy<Pool>>;
/** Makes a resource out of a transaction on a connection. */
export function transaction<Client extends TransactionClient>(
  source: Client,
  options?: TransactionOptions,
): Resource<Client>;
/** Makes a resource out of a savepoint in the transaction of a block. */
export function transaction<Client extends TransactionClient>(
  source: Transaction<Client>,
  options?: TransactionOptions,
): Resource<Client>;
/** Makes a resource out of a transaction of which the steps are given. */
export function transaction<T>(
  source: TransactionSteps<T>,
  options?:
    & TransactionStepsOptions
    & { readonly [Key in Exclude<keyof OpenTransactionOptions, "name">]?: never },
): Resource<T>;
export function transaction(source: unknown, options: TransactionOptions = {}): Resource<unknown> {
  const { name, begin } = beginnerOf("define the transaction", source, options, true);
  const open: Begun<unknown>[] = [];
  const { timeoutMs, releaseTimeoutMs } = options;
  return defineResource({
    name,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(releaseTimeoutMs === undefined ? {} : { releaseTimeoutMs }),
    acquire: async (context) => {
      const begun = await begin(context);
      open.push(begun);
      return begun.value;
    },
    release: async (value, exit) => {
      const [begun] = open.splice(open.findLastIndex((begun) => begun.value === value), 1);
      await (exit.status === "success" ? begun!.commit() : begun!.rollback());
    },
  });
}
