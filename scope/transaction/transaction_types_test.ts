import type { DatabaseSync } from "node:sqlite";
import type pg from "pg";
import { openTransaction, type Resource, type Transaction, transaction } from "../mod.ts";

/** Whether two types are the same, `any` included. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true
  : false;

function isTrue<_T extends true>(): void {}

/** What the functions would return, without calling them. */
const ofPool = (pool: pg.Pool) => [transaction(pool), openTransaction(pool)] as const;
const ofClient = (client: pg.Client) => [transaction(client), openTransaction(client)] as const;
const ofLent = (client: pg.PoolClient) => [transaction(client), openTransaction(client)] as const;
const ofSqlite = (database: DatabaseSync) =>
  [transaction(database), openTransaction(database)] as const;

type Both<T> = readonly [Resource<T>, Promise<Transaction<T>>];

Deno.test("transaction() has the value of its source: a client, or what a pool lends", () => {
  isTrue<Same<ReturnType<typeof ofPool>, Both<pg.PoolClient>>>();
  isTrue<Same<ReturnType<typeof ofClient>, Both<pg.Client>>>();
  isTrue<Same<ReturnType<typeof ofLent>, Both<pg.PoolClient>>>();
  isTrue<Same<ReturnType<typeof ofSqlite>, Both<DatabaseSync>>>();
});

Deno.test("transaction() has the value that its first step returns", () => {
  const steps = {
    begin: () => Promise.resolve({ session: 1 }),
    commit: (value: { session: number }) => value.session,
    rollback: () => {},
  };
  const resource = transaction(steps);
  isTrue<Same<typeof resource, Resource<{ session: number }>>>();
  const written = transaction({
    begin: ({ signal }) => signal.aborted,
    commit: (value) => isTrue<Same<typeof value, boolean>>(),
    rollback: () => {},
  });
  isTrue<Same<typeof written, Resource<boolean>>>();
  // @ts-expect-error steps have no isolation
  const refused = () => transaction(steps, { isolation: "serializable" });
  const shared = { name: "session", isolation: "serializable" } as const;
  // @ts-expect-error neither if they come with one that steps have
  const refusedToo = () => transaction(steps, shared);
  // @ts-expect-error nor in a block
  const refusedInBlock = () => openTransaction(steps, shared);
  void [refused, refusedToo, refusedInBlock];
});
