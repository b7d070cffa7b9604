import { asyncSeq } from "@weir/std/lazy";
import type { Form, Group } from "../../measure/group.ts";
import { interleave } from "../../measure/interleave.ts";
import { NUMBERS, streamOfNumbers } from "../streams.ts";

let sum = 0;

const forms: readonly Form[] = [
  {
    name: "reader loop",
    async run(times) {
      for (let i = 0; i < times; i++) {
        const reader = streamOfNumbers().getReader();
        for (;;) {
          const { done, value } = await reader.read();
          if (done) break;
          sum += value;
        }
        reader.releaseLock();
      }
    },
  },
  {
    name: "for await",
    async run(times) {
      for (let i = 0; i < times; i++) for await (const value of streamOfNumbers()) sum += value;
    },
  },
  {
    name: "weir",
    async run(times) {
      for (let i = 0; i < times; i++) {
        await asyncSeq(streamOfNumbers()).forEach((value) => {
          sum += value;
        });
      }
    },
  },
];

/** A stream read as an async sequence. */
export const group: Group = {
  title: "an item of a stream, read",
  unit: "ns",
  goals: [{ form: "weir", rival: "reader loop", atMost: 1.15 }],
  measure: () => interleave(forms, { rounds: 15, sampleMs: 8, resources: NUMBERS.length }),
};
