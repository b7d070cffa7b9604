import { AsyncLocalStorage } from "node:async_hooks";

/** Holds the `Scope` whose `run()` the running code is part of. */
export const currentStore: AsyncLocalStorage<unknown> = new AsyncLocalStorage();
