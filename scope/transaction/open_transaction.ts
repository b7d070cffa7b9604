import { beginnerOf, noteBlock } from "./_begin.ts";
import type { Begun } from "./_level.ts";
import type { OpenTransactionOptions } from "./transaction_options.ts";
import type {
  LentBy,
  TransactionClient,
  TransactionPool,
  TransactionSteps,
} from "./transaction_source.ts";

/**
 * A transaction for one block, opened by {@linkcode openTransaction}. It is rolled back at the end of
 * the block unless it was committed.
 */
export interface Transaction<T> extends AsyncDisposable {
  /**
   * The connection, or what `begin` returned.
   *
   * @throws {TypeError} Once it is committed or rolled back, as somebody else may have the connection.
   */
  readonly value: T;
  /**
   * Makes what was done last. A second call returns the same promise.
   *
   * Rejects with a {@linkcode TransactionError} if the database has rolled it back or another one
   * inside it is open, with a `TypeError` if it was rolled back before, and with whatever the commit
   * threw; what was done is undone then.
   */
  commit(): Promise<void>;
  /**
   * Undoes what was done. A second call returns the same promise.
   *
   * Rejects with a `TypeError` if it was committed before, and with whatever the rollback threw.
   */
  rollback(): Promise<void>;
}

/**
 * Begins a transaction for one block: `commit` makes what was done last, and without it the end of
 * the block undoes it.
 *
 * It takes what {@linkcode transaction} takes, and does the same, but belongs to no scope: it has no
 * deadlines, and if both the block and the rollback throw, the language makes a `SuppressedError` of
 * them, which consoles do not print in full.
 *
 * Two on one connection at the same time would end with each other, so that the second one is refused.
 * One that is made of another is a savepoint inside it.
 *
 * @example Undone unless it was committed
 * ```ts
 * import { openTransaction } from "@weir/std/scope";
 * import assert from "node:assert/strict";
 *
 * const log: string[] = [];
 * const client = { query: (text: string) => Promise.resolve(log.push(text)) };
 * {
 *   await using tx = await openTransaction(client);
 *   await tx.value.query("insert into orders values (1)");
 *   await tx.commit();
 * }
 * {
 *   await using tx = await openTransaction(client, { readOnly: true });
 *   await tx.value.query("select * from orders");
 * }
 * assert.deepEqual(log, [
 *   "begin",
 *   "insert into orders values (1)",
 *   "commit",
 *   "begin read only",
 *   "select * from orders",
 *   "rollback",
 * ]);
 * ```
 *
 * @example A savepoint
 * ```ts
 * import { openTransaction } from "@weir/std/scope";
 * import assert from "node:assert/strict";
 *
 * const log: string[] = [];
 * const client = { query: (text: string) => Promise.resolve(log.push(text)) };
 * {
 *   await using order = await openTransaction(client);
 *   {
 *     await using extra = await openTransaction(order);
 *     await extra.value.query("insert into orders values (2)");
 *   }
 *   await order.commit();
 * }
 * assert.deepEqual(log, [
 *   "begin",
 *   "savepoint weir_1",
 *   "insert into orders values (2)",
 *   "rollback to savepoint weir_1",
 *   "release savepoint weir_1",
 *   "commit",
 * ]);
 * ```
 * @param source A pool, such as a `Pool` of npm `pg`; a connection; another transaction in a block; or
 * what begins, commits and rolls back.
 * @throws {TypeError} If source or options have the wrong shape, if it is to be isolated otherwise than
 * the transaction that it is in, or if that is over.
 * @throws {TransactionError} If a transaction that it is not made of is open on the same connection.
 * @throws Whatever beginning threw; nothing is held then.
 */
export function openTransaction<Pool extends TransactionPool>(
  source: Pool,
  options?: OpenTransactionOptions,
): Promise<Transaction<LentBy<Pool>>>;
/** Begins a transaction on a connection for one block. */
export function openTransaction<Client extends TransactionClient>(
  source: Client,
  options?: OpenTransactionOptions,
): Promise<Transaction<Client>>;
/** Sets a savepoint in another transaction for one block. */
export function openTransaction<Client extends TransactionClient>(
  source: Transaction<Client>,
  options?: OpenTransactionOptions,
): Promise<Transaction<Client>>;
/** Begins a transaction of which the steps are given for one block. */
export function openTransaction<T>(
  source: TransactionSteps<T>,
  options?:
    & Pick<OpenTransactionOptions, "name">
    & { readonly [Key in Exclude<keyof OpenTransactionOptions, "name">]?: never },
): Promise<Transaction<T>>;
export async function openTransaction(
  source: unknown,
  options: OpenTransactionOptions = {},
): Promise<Transaction<unknown>> {
  const { name, begin } = beginnerOf("open the transaction", source, options, false);
  return new BlockTransaction(name, await begin({ signal: new AbortController().signal }));
}

/** Ends what was begun, once. */
class BlockTransaction<T> implements Transaction<T> {
  readonly #begun: Begun<T>;
  readonly #name: string;
  #end: { readonly how: "committed" | "rolled back"; readonly done: Promise<void> } | undefined;

  constructor(name: string, begun: Begun<T>) {
    this.#name = name;
    this.#begun = begun;
    noteBlock(this, { begun, value: () => this.value });
  }

  get value(): T {
    const lostWith = this.#begun.level?.lostWith;
    if (this.#end === undefined && lostWith === undefined) return this.#begun.value;
    const how = this.#end?.how ?? `rolled back with "${lostWith}", around it`;
    throw new TypeError(
      `Cannot use the value of "${this.#name}" as it was ${how}: begin another one`,
    );
  }

  commit(): Promise<void> {
    return this.#finish("committed", () => this.#begun.commit());
  }

  rollback(): Promise<void> {
    return this.#finish("rolled back", () => this.#begun.rollback());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Whoever called `commit` or `rollback` hears how it ended.
    if (this.#end !== undefined) await this.#end.done.catch(() => {});
    else await this.rollback();
  }

  #finish(how: "committed" | "rolled back", work: () => Promise<void>): Promise<void> {
    if (this.#end === undefined) this.#end = { how, done: work() };
    else if (this.#end.how !== how) {
      const verb = how === "committed" ? "commit" : "roll back";
      const was = this.#end.how;
      return Promise.reject(
        new TypeError(`Cannot ${verb} "${this.#name}" as it was ${was} before`),
      );
    }
    return this.#end.done;
  }
}
