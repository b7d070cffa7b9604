import { seq } from "@weir/std/lazy";
import assert from "node:assert/strict";
import type { Form, Group } from "../../measure/group.ts";
import { interleave } from "../../measure/interleave.ts";

const ITEMS = 1_000_000;
const SIZE = 100;

const numbers = seq(Array.from({ length: ITEMS }, (_, index) => index))
  .filter((n) => n % 3 !== 0).map((n) => n * 2);
const kept = numbers.count();

const walks: Readonly<Record<string, () => number>> = {
  "for...of": () => {
    let count = 0;
    for (const n of numbers) if (n >= 0) count++;
    return count;
  },
  "pages(100)": () => {
    let count = 0;
    for (const { items } of numbers.pages(SIZE)) for (const n of items) if (n >= 0) count++;
    return count;
  },
  "pages(100), each cursor read": () => {
    let count = 0;
    for (const { items, cursor } of numbers.pages(SIZE)) {
      for (const n of items) if (n >= 0) count++;
      if (cursor === "") count = 0;
    }
    return count;
  },
};

const forms: readonly Form[] = Object.entries(walks).map(([name, walk]) => ({
  name,
  run(times) {
    for (let time = 0; time < times; time++) assert.equal(walk(), kept);
    return Promise.resolve();
  },
}));

/** All items, once. */
export const group: Group = {
  title: "each of a million items, filtered and mapped, page by page",
  unit: "ns",
  goals: [{ form: "pages(100)", rival: "for...of", atMost: 1.2 }],
  measure: () => interleave(forms, { rounds: 15, sampleMs: 60, resources: ITEMS }),
};
