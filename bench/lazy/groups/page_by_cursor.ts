import { seq } from "@weir/std/lazy";
import assert from "node:assert/strict";
import type { Form, Group } from "../../measure/group.ts";
import { interleave } from "../../measure/interleave.ts";

const SIZE = 100;
const BEFORE = 2_999 * SIZE;

const numbers = seq(Array.from({ length: 1_000_000 }, (_, index) => index))
  .filter((n) => n % 3 !== 0).map((n) => n * 2);
const { cursor } = numbers.page(2_999, SIZE);
// The cursor that a page of a walk has, which is the one that requests carry.
const after = numbers.pages(SIZE, { after: cursor! }).first()!.cursor!;

const readers: Readonly<Record<string, () => readonly number[]>> = {
  "drop and take": () => numbers.drop(BEFORE + SIZE).take(SIZE).toArray(),
  "page by number": () => numbers.page(3_001, SIZE).items,
  "page by cursor": () => numbers.pages(SIZE, { after }).first()!.items,
};

const expected = numbers.toArray().slice(BEFORE + SIZE, BEFORE + 2 * SIZE);
for (const read of Object.values(readers)) assert.deepEqual(read(), expected);

const forms: readonly Form[] = Object.entries(readers).map(([name, read]) => ({
  name,
  run(times) {
    for (let time = 0; time < times; time++) assert.equal(read().length, SIZE);
    return Promise.resolve();
  },
}));

/** A page of a hundred far from the start, as a server reads one for each request. */
export const group: Group = {
  title: "page 3,001 of a million items, filtered and mapped",
  unit: "ns",
  goals: [{ form: "page by cursor", rival: "drop and take", timesFaster: 500 }],
  measure: () => interleave(forms, { rounds: 15, sampleMs: 20, resources: 1 }),
};
