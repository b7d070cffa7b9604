import { join } from "node:path";

/** The lock file of the rivals. */
export const LOCK: string = join(import.meta.dirname!, "deno.lock");

/** The page that keeps the figures. */
export const PAGE: string = join(import.meta.dirname!, "../../docs/lazy_benchmarks.md");
