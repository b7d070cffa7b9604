import { seq } from "@weir/std/lazy";
import type { Group } from "../../measure/group.ts";
import { interleave } from "../../measure/interleave.ts";
import { sortForm } from "../sort_form.ts";

interface Item {
  readonly id: number;
  readonly key: number;
}

const items = Array.from({ length: 1_000_000 }, (_, id): Item => ({ id, key: Math.random() }));
const compare = (a: Item, b: Item) => a.key - b.key;
const sorted = seq(items).sort(compare).hint({ rewrite: false });
const sortedByKey = seq(items).sortBy((item) => item.key).hint({ rewrite: false });

/** By a comparator of objects, and by numeric keys that are taken from them once. */
export const group: Group = {
  title: "1,000,000 objects sorted by a random number in them, not rewritten",
  unit: "ns",
  goals: [
    { form: "sort(), the first 100", rival: "toSorted", atMost: 0.08 },
    { form: "sort(), all", rival: "toSorted", atMost: 0.75 },
    { form: "sortBy(), the first 100", rival: "toSorted", atMost: 0.08 },
    { form: "sortBy(), all", rival: "toSorted", atMost: 0.4 },
  ],
  measure: () =>
    interleave([
      sortForm("toSorted", () => items.toSorted(compare)),
      sortForm("sort(), the first 100", () => sorted.take(100).toArray()),
      sortForm("sort(), all", () => sorted.toArray()),
      sortForm("sortBy(), the first 100", () => sortedByKey.take(100).toArray()),
      sortForm("sortBy(), all", () => sortedByKey.toArray()),
    ], { rounds: 7, sampleMs: 100, resources: 1 }),
};
