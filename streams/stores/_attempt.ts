import type { DatabaseSync } from "node:sqlite";
import { StoreClosedError } from "../errors.ts";

/** Runs synchronous work on an open database so that what it throws rejects the promise. */
export function attempt<T>(database: DatabaseSync, work: () => T): Promise<T> {
  return new Promise((resolve) => {
    if (!database.isOpen) {
      throw new StoreClosedError("Cannot use the store as it is closed: open it again");
    }
    resolve(work());
  });
}
