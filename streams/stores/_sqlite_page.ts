import { checkInteger, checkKeys } from "../../_internal/check_option.ts";
import type { StorePageOptions } from "../store.ts";

/** Runs synchronous work so that what it throws rejects the promise. */
export function attempt<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => resolve(work()));
}

/** Checks where a page begins and how long it may be. */
export function checkPage(options: StorePageOptions): { after: string | null; limit: number } {
  checkKeys("read a page", options, ["after", "limit"]);
  const limit = checkInteger("read a page", "limit", options.limit ?? 500, 1, 100_000);
  return { after: options.after ?? null, limit };
}
