import { defineResource, type Resource } from "@weir/std/scope";
import type { Outcome } from "./run_accounts.ts";
import type { PostgresClient } from "./run_resources.ts";

/**
 * A transaction that is committed after a success and rolled back after anything else. It tells what
 * became of it before it throws.
 */
export function transaction(
  client: PostgresClient,
  tell: (outcome: Outcome) => void,
): Resource<PostgresClient> {
  return defineResource({
    name: "transaction",
    async acquire() {
      await client.query("BEGIN");
      return client;
    },
    async release(_client, exit) {
      if (client.isBroken) return tell("lost");
      if (exit.status === "success") return await commit(client, tell);
      tell("rolled back"); // by this statement, or because the connection breaks
      await client.query("ROLLBACK");
    },
  });
}

async function commit(client: PostgresClient, tell: (outcome: Outcome) => void): Promise<void> {
  // From here to an answer nobody but the server knows.
  tell("in doubt");
  try {
    const { command } = await client.query("COMMIT");
    // A transaction that had failed is answered with ROLLBACK, and no error.
    tell(command === "COMMIT" ? "committed" : "rolled back");
  } catch (error) {
    if ((error as { severity?: string }).severity === "ERROR") tell("rolled back");
    throw error;
  }
}
