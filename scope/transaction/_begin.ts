import { acquisitionOf } from "../engine/acquire_context.ts";
import { beginLevel, type Begun, type BegunLevel } from "./_level.ts";
import { Loan } from "./_loan.ts";
import {
  isSqlite,
  kindOf,
  type PooledTransactionClient,
  type TransactionClient,
  type TransactionPool,
  type TransactionSteps,
} from "./transaction_source.ts";
import { beginOf, checkForSqlite, type TransactionOptions } from "./transaction_options.ts";
import { optionMessage } from "../../_internal/check_option.ts";

/** What beginning is handed: that of a resource, if a scope acquires it. */
export interface BeginContext {
  readonly signal: AbortSignal;
}

/** Begins a transaction on what it was made for. */
export type Begin = (context: BeginContext) => Promise<Begun<unknown>>;

/** The statement that begins a transaction, and what it is called. */
interface SqlBegin {
  readonly name: string;
  readonly text: string;
}

/** Checks source and options, and answers how to begin a transaction, and what to call it. */
export function beginnerOf(
  action: string,
  source: unknown,
  options: TransactionOptions,
  isLimited: boolean,
): { readonly name: string; readonly begin: Begin } {
  const block = blocks.get(source as object);
  if (block !== undefined) return insideOf(action, block, options, isLimited);
  const kind = kindOf(source);
  if (kind === "foreign pool") {
    throw new TypeError(
      `Cannot ${action} on a pool without "connect", as each statement may go to another ` +
        "connection: lend one first",
    );
  }
  if (kind === "resource pool") {
    throw new TypeError(
      `Cannot ${action} on a ResourcePool, as its connections are lent to scopes: acquire ` +
        "pool.resource(), and make the transaction of what that is",
    );
  }
  if (kind === undefined) {
    const rule = "a connection with query or exec, a pool with connect, or an object with begin, " +
      "commit and rollback";
    throw new TypeError(optionMessage(action, "source", rule, source));
  }
  const begin = beginOf(action, options, { isSql: kind !== "steps", isLimited });
  const { name } = begin;
  if (kind === "client" && isSqlite(source as object)) checkForSqlite(action, options);
  if (kind === "steps") {
    return { name, begin: (context) => beginSteps(source as TransactionSteps<unknown>, context) };
  }
  if (kind === "pool") {
    return { name, begin: (context) => beginLent(source as TransactionPool, begin, context) };
  }
  return {
    name,
    begin: (context) =>
      beginLevel(source as TransactionClient, begin, { acquisition: acquisitionOf(context) }),
  };
}

/** A transaction of a block, and what has begun there. */
interface Block {
  readonly begun: Begun<unknown>;
  /** Throws once it is over. */
  value(): unknown;
}

const blocks: WeakMap<object, Block> = new WeakMap();

/** From now on others can be made of it: they are savepoints inside it. */
export function noteBlock(transaction: object, block: Block): void {
  blocks.set(transaction, block);
}

function insideOf(
  action: string,
  block: Block,
  options: TransactionOptions,
  isLimited: boolean,
): { readonly name: string; readonly begin: Begin } {
  const { level } = block.begun;
  if (level === undefined) {
    throw new TypeError(
      `Cannot ${action} inside one with steps of its own as it has no savepoints`,
    );
  }
  const begin = beginOf(action, options, { isSql: true, isLimited });
  return {
    name: begin.name,
    begin: async (context) => {
      const client = block.value() as TransactionClient;
      return await beginLevel(client, begin, {
        acquisition: acquisitionOf(context),
        inside: level,
      });
    },
  };
}

async function beginSteps<T>(
  steps: TransactionSteps<T>,
  context: BeginContext,
): Promise<Begun<T>> {
  const value = await steps.begin(context);
  return {
    value,
    level: undefined,
    async commit() {
      try {
        await steps.commit(value);
      } catch (error) {
        await Promise.try(() => steps.rollback(value)).catch(() => {});
        throw error;
      }
    },
    async rollback() {
      await steps.rollback(value);
    },
  };
}

/** Lends a connection for the time of the transaction. */
async function beginLent(
  pool: TransactionPool,
  begin: SqlBegin,
  context: BeginContext,
): Promise<Begun<PooledTransactionClient>> {
  const client = await pool.connect();
  if (kindOf(client) !== "client") {
    const rule = "a connection with query or exec";
    throw new TypeError(optionMessage(`begin "${begin.name}"`, "pool.connect()", rule, client));
  }
  const loan = new Loan(client);
  const level = await beginOnLoan(loan, client, begin, context);
  const acquisition = acquisitionOf(context);
  // A rollback that hangs would keep the place of the connection in its pool for good.
  if (acquisition !== undefined) {
    acquisition.held.detailed().onAbandoned = (error) => loan.throwAway(error);
  }
  const end = async (work: Promise<void>) => {
    try {
      await work;
    } finally {
      loan.giveBack(level.broken);
    }
  };
  return {
    value: client,
    level: level.level,
    commit: () => end(level.commit()),
    rollback: () => end(level.rollback()),
  };
}

/** Begins, but waits no longer than the caller does: the connection may never answer. */
async function beginOnLoan(
  loan: Loan,
  client: PooledTransactionClient,
  begin: SqlBegin,
  context: BeginContext,
): Promise<BegunLevel<PooledTransactionClient>> {
  const { signal } = context;
  if (signal.aborted) {
    loan.giveBack(undefined);
    throw signal.reason;
  }
  const aborted = Promise.withResolvers<never>();
  const abort = () => {
    loan.throwAway(signal.reason);
    aborted.reject(signal.reason);
  };
  signal.addEventListener("abort", abort, { once: true });
  try {
    const place = { acquisition: acquisitionOf(context) };
    const level = await Promise.race([beginLevel(client, begin, place), aborted.promise]);
    // It may have been thrown away between the answer and here.
    signal.throwIfAborted();
    return level;
  } catch (error) {
    loan.giveBack(error ?? new Error("It cannot begin"));
    throw error;
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
