import { seq } from "@weir/std/lazy";
import type { Group } from "../../measure/group.ts";
import { interleave } from "../../measure/interleave.ts";
import { sortForm } from "../sort_form.ts";

const items = Array.from({ length: 1_000_000 }, () => Math.random());
const compare = (a: number, b: number) => a - b;
const sorted = seq(items).sort(compare).hint({ rewrite: false });

/** Numbers and a comparator, as in most programs; the comparator is the only one in the process. */
export const group: Group = {
  title: "1,000,000 random numbers sorted by a comparator, not rewritten",
  unit: "ns",
  goals: [
    { form: "sort(), the first 100", rival: "toSorted", atMost: 0.08 },
    { form: "sort(), all", rival: "toSorted", atMost: 0.75 },
  ],
  measure: () =>
    interleave([
      sortForm("toSorted", () => items.toSorted(compare)),
      sortForm("sort(), the first 100", () => sorted.take(100).toArray()),
      sortForm("sort(), all", () => sorted.toArray()),
    ], { rounds: 7, sampleMs: 100, resources: 1 }),
};
