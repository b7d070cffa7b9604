import { seq } from "@weir/std/lazy";
import type { Form, Group } from "../../measure/group.ts";
import { interleave } from "../../measure/interleave.ts";
import { drain, NUMBERS } from "../streams.ts";

const forms: readonly Form[] = [
  drain("ReadableStream.from", () => ReadableStream.from(NUMBERS)),
  drain("weir", () => seq(NUMBERS).toReadableStream()),
  drain("weir, one by one", () => seq(NUMBERS).toReadableStream({ highWaterMark: 1 })),
];

/** A sync sequence as a stream, read in a `for await` loop. */
export const group: Group = {
  title: "an item of an array, through a stream",
  unit: "ns",
  goals: [{ form: "weir", rival: "ReadableStream.from", atMost: 0.3 }],
  measure: () => interleave(forms, { rounds: 15, sampleMs: 8, resources: NUMBERS.length }),
};
