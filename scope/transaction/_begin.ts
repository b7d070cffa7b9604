import { beginLevel, type Begun } from "./_level.ts";
import {
  kindOf,
  type PooledTransactionClient,
  type TransactionClient,
  type TransactionPool,
  type TransactionSteps,
} from "./transaction_source.ts";
import { beginOf, type TransactionOptions } from "./transaction_options.ts";
import { optionMessage } from "../../_internal/check_option.ts";

/** Begins a transaction on what it was made for. */
export type Begin = (context: { readonly signal: AbortSignal }) => Promise<Begun<unknown>>;

/** Checks source and options, and answers how to begin a transaction, and what to call it. */
export function beginnerOf(
  action: string,
  source: unknown,
  options: TransactionOptions,
  isLimited: boolean,
): { readonly name: string; readonly begin: Begin } {
  const kind = kindOf(source);
  if (kind === "foreign pool") {
    throw new TypeError(
      `Cannot ${action} on a pool without "connect", as each statement may go to another ` +
        "connection: lend one first",
    );
  }
  if (kind === undefined) {
    const rule = "a connection with query or exec, a pool with connect, or an object with begin, " +
      "commit and rollback";
    throw new TypeError(optionMessage(action, "source", rule, source));
  }
  const begin = beginOf(action, options, { isSql: kind !== "steps", isLimited });
  const { name } = begin;
  if (kind === "steps") {
    return { name, begin: (context) => beginSteps(source as TransactionSteps<unknown>, context) };
  }
  if (kind === "pool") return { name, begin: () => beginLent(source as TransactionPool, begin) };
  return { name, begin: () => beginLevel(source as TransactionClient, begin) };
}

async function beginSteps<T>(
  steps: TransactionSteps<T>,
  context: { readonly signal: AbortSignal },
): Promise<Begun<T>> {
  const value = await steps.begin(context);
  return {
    value,
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
  begin: { readonly name: string; readonly text: string },
): Promise<Begun<PooledTransactionClient>> {
  const client: PooledTransactionClient & Partial<Emitter> = await pool.connect();
  if (kindOf(client) !== "client") {
    const rule = "a connection with query or exec";
    throw new TypeError(optionMessage(`begin "${begin.name}"`, "pool.connect()", rule, client));
  }
  let broken: unknown;
  const onError = (error: Error) => broken = error;
  // A driver that reports a broken connection as an event ends the program if nobody listens.
  client.on?.("error", onError);
  const giveBack = (error: unknown) => {
    client.removeListener?.("error", onError);
    client.release(
      error === undefined || error instanceof Error ? error : new Error(String(error)),
    );
  };
  try {
    const level = await beginLevel(client, begin);
    const end = async (work: Promise<void>) => {
      try {
        await work;
      } finally {
        giveBack(level.broken ?? broken);
      }
    };
    return {
      value: client,
      commit: () => end(level.commit()),
      rollback: () => end(level.rollback()),
    };
  } catch (error) {
    giveBack(error);
    throw error;
  }
}

interface Emitter {
  on(event: "error", listener: (error: Error) => void): unknown;
  removeListener(event: "error", listener: (error: Error) => void): unknown;
}
