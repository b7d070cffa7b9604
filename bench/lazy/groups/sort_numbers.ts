import { seq } from "@weir/std/lazy";
import type { Group } from "../../measure/group.ts";
import { interleave } from "../../measure/interleave.ts";
import { sortForm } from "../sort_form.ts";

const items = Array.from({ length: 1_000_000 }, () => Math.random());
const sorted = seq(items).sort().hint({ rewrite: false });
const ascending = (a: number, b: number) => a < b ? -1 : a > b ? 1 : 0;

/** No comparator is given, so that numbers are sorted by their digits. */
export const group: Group = {
  title: "1,000,000 random numbers sorted without a comparator, not rewritten",
  unit: "ns",
  goals: [
    { form: "sort(), the first 100", rival: "toSorted", atMost: 0.08 },
    { form: "sort(), all", rival: "toSorted", atMost: 0.4 },
  ],
  measure: () =>
    interleave([
      sortForm("toSorted", () => items.toSorted(ascending)),
      sortForm("Float64Array.sort()", () => Array.from(Float64Array.from(items).sort())),
      sortForm("sort(), the first 100", () => sorted.take(100).toArray()),
      sortForm("sort(), all", () => sorted.toArray()),
    ], { rounds: 7, sampleMs: 100, resources: 1 }),
};
