import { defineResource, type Resource } from "@weir/std/scope";
import type { Queue, Store } from "@weir/std/streams";
import { sqliteQueue, sqliteStore } from "@weir/std/streams/sqlite";
import {
  type Backend,
  OpenQueue,
  OpenStore,
  QueueBackend,
  type QueueSource,
  StoreBackend,
  type StoreSource,
} from "./backend.ts";

/** A database in a file. */
export class SqliteStores implements Backend<StoreSource, Store> {
  static {
    StoreBackend.implement(this, { name: "sqlite", capabilities: ["embedded"] });
  }

  resource(source: StoreSource): Resource<Store> {
    const { path } = source as StoreSource & { kind: "sqlite" };
    return defineResource({
      name: "store (sqlite)",
      acquire: async () => OpenStore.assert(await sqliteStore(path)),
      release: (store) => store.close(),
    });
  }

  /** The file goes with the folder of the run. */
  reset(_source: StoreSource): Promise<void> {
    return Promise.resolve();
  }
}

/** A queue in a file. */
export class SqliteQueues implements Backend<QueueSource, Queue> {
  static {
    QueueBackend.implement(this, { name: "sqlite", capabilities: ["embedded"] });
  }

  resource(source: QueueSource): Resource<Queue> {
    const { path } = source as QueueSource & { kind: "sqlite" };
    return defineResource({
      name: "queue (sqlite)",
      acquire: async () => OpenQueue.assert(await sqliteQueue(path, { leaseMs: 5_000 })),
      release: (queue) => queue.close(),
    });
  }

  /** The file goes with the folder of the run. */
  reset(_source: QueueSource): Promise<void> {
    return Promise.resolve();
  }
}
