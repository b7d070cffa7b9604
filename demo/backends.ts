import type { Resource } from "@weir/std/scope";
import type { Queue, Store } from "@weir/std/streams";
import {
  QueueBackend,
  type QueueSource,
  StoreBackend,
  type StoreSource,
} from "./backends/backend.ts";
import "./backends/sqlite.ts";

export type { QueueSource, StoreSource } from "./backends/backend.ts";

// A driver is loaded when the environment asks for its server, and not before.
StoreBackend.registry.addLazy({
  contract: StoreBackend.id,
  name: "postgres",
  version: "1.0.0",
  capabilities: ["server"],
  load: () => import("./backends/postgres.ts"),
});
QueueBackend.registry.addLazy({
  contract: QueueBackend.id,
  name: "amqp",
  version: "1.0.0",
  capabilities: ["server"],
  load: () => import("./backends/amqp.ts"),
});

/**
 * The embedded default, or the servers that the environment names. Schema and queue bear the number
 * of the run, so that no two runs ever share them.
 */
export function chooseBackends(
  folder: string,
  seed: number,
  env: Readonly<Record<string, string>> = Deno.env.toObject(),
): { store: StoreSource; queue: QueueSource } {
  const { DATABASE_URL: databaseUrl, AMQP_URL: amqpUrl } = env;
  const name = `weir_demo_${seed.toString(16).padStart(8, "0")}`;
  return {
    store: databaseUrl
      ? { kind: "postgres", url: databaseUrl, schema: name }
      : { kind: "sqlite", path: `${folder}/store.db` },
    queue: amqpUrl
      ? { kind: "amqp", url: amqpUrl, queue: name }
      : { kind: "sqlite", path: `${folder}/queue.db` },
  };
}

/** The database, by the class that is registered for its kind. */
export async function storeResource(source: StoreSource): Promise<Resource<Store>> {
  const Backend = await StoreBackend.load({ name: source.kind });
  return new Backend().resource(source);
}

/** The queue, by the class that is registered for its kind. */
export async function queueResource(source: QueueSource): Promise<Resource<Queue>> {
  const Backend = await QueueBackend.load({ name: source.kind });
  return new Backend().resource(source);
}

/** Removes what a run has left on the servers. */
export async function resetBackends(store: StoreSource, queue: QueueSource): Promise<void> {
  await new (await StoreBackend.load({ name: store.kind }))().reset(store);
  await new (await QueueBackend.load({ name: queue.kind }))().reset(queue);
}
