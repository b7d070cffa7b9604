import { seq } from "@weir/std/lazy";
import type { Form, Goal, Group } from "../../measure/group.ts";
import { interleave } from "../../measure/interleave.ts";
import { sortForm } from "../sort_form.ts";

const SIZE = 200_000;

/** What quicksorts are afraid of, or the engine's own sort is good at: the number at a position. */
const PATTERNS: Readonly<Record<string, (at: number) => number>> = {
  "sorted": (at) => at,
  "reversed": (at) => SIZE - at,
  "all equal": () => 7,
  "organ pipe": (at) => Math.min(at, SIZE - at),
  "sawtooth": (at) => at % 1_000,
  "few distinct": (at) => Math.imul(at, 2654435761) >>> 29,
  "sorted, then a tenth at random": (at) => at < SIZE * 0.9 ? at : Math.imul(at, 2654435761) >>> 12,
  "median-of-3 killer": (at) => {
    const half = SIZE / 2;
    if (at >= half) return 2 * (at - half + 1);
    return at % 2 === 0 ? at + 1 : half + at;
  },
};

const compare = (a: number, b: number) => a - b;
const forms: Form[] = [];
const goals: Goal[] = [];
for (const [name, make] of Object.entries(PATTERNS)) {
  const items = Array.from({ length: SIZE }, (_, at) => make(at));
  const rival = `toSorted, ${name}`;
  const form = `sort(), ${name}`;
  forms.push(sortForm(rival, () => items.toSorted(compare)));
  forms.push(sortForm(form, () => seq(items).sort(compare).toArray()));
  goals.push({ form, rival, atMost: name === "sorted" ? 2 : 3 });
}

/** What the engine's own sort is good at, and what makes quicksorts quadratic. */
export const group: Group = {
  title: "200,000 numbers in an order that sorts are afraid of",
  unit: "ns",
  goals,
  measure: () => interleave(forms, { rounds: 7, sampleMs: 30, resources: 1, warmUpMs: 300 }),
};
