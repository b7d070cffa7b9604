import type { Operator } from "./operator.ts";

/** What of the input is kept at the same time; the last is the most. */
export type MemoryClass = "constant" | "bounded" | "one per key" | "one chunk" | "all items";

/** What an operator keeps. */
export interface Memory {
  /** What kind of share of the input it is. */
  readonly class: MemoryClass;
  /** How many items at most, where that is bounded. */
  readonly items?: number;
}

const CLASSES: readonly MemoryClass[] = [
  "constant",
  "bounded",
  "one per key",
  "one chunk",
  "all items",
];

const BY_KIND: Readonly<Record<string, MemoryClass>> = {
  chunks: "bounded",
  windows: "bounded",
  pages: "bounded",
  top: "bounded",
  topBy: "bounded",
  tail: "bounded",
  prefetch: "bounded",
  batch: "bounded",
  distinct: "one per key",
  chunkBy: "one chunk",
  sort: "all items",
  sortBy: "all items",
  reverse: "all items",
  memoize: "all items",
};

/** What an operator keeps of its input. */
export function memoryOf({ kind, amount }: Pick<Operator, "kind" | "amount">): Memory {
  const found = BY_KIND[kind] ?? "constant";
  return found === "bounded" ? { class: found, items: amount ?? 0 } : { class: found };
}

/** What several operators keep together. */
export function sumOfMemory(each: readonly Memory[]): Memory {
  const rank = Math.max(0, ...each.map((memory) => CLASSES.indexOf(memory.class)));
  const found = CLASSES[rank]!;
  if (found !== "bounded") return { class: found };
  return { class: found, items: each.reduce((sum, { items = 0 }) => sum + items, 0) };
}
