/** What metrics of pools are about, and what their attributes are called. */
export interface PoolWords {
  readonly thing: string;
  readonly poolName: string;
  readonly state: string;
}

/** By what the names of the metrics begin with. */
export const POOL_WORDS: Readonly<Record<"db.client.connection" | "weir.pool", PoolWords>> = {
  "db.client.connection": {
    thing: "connection",
    poolName: "db.client.connection.pool.name",
    state: "db.client.connection.state",
  },
  "weir.pool": { thing: "value", poolName: "weir.pool.name", state: "weir.pool.state" },
};
