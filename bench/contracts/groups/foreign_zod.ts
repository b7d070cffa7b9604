import type { Group } from "../../measure/group.ts";
import { interleave } from "../../measure/interleave.ts";
import { mustBeRight } from "../save.ts";
import { subject as wrapper } from "../subjects/zod.ts";
import { subject as weir } from "../subjects/weir_zod.ts";

/** All four schemas from zod, in our contract and in its own function. */
export const group: Group = {
  title: "a checked call, all schemas from zod",
  unit: "ns",
  goals: [{ form: "contract of zod schemas", rival: "zod z.function", timesFaster: 1.4 }],
  measure() {
    const subjects = mustBeRight([wrapper, weir]);
    return interleave(subjects, { rounds: 15, sampleMs: 8, resources: 1 });
  },
};
