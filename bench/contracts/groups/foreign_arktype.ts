import type { Group } from "../../measure/group.ts";
import { interleave } from "../../measure/interleave.ts";
import { mustBeRight } from "../save.ts";
import { subject as wrapper } from "../subjects/arktype.ts";
import { subject as weir } from "../subjects/weir_arktype.ts";

/** All four schemas from ArkType, in our contract and in its own function. */
export const group: Group = {
  title: "a checked call, all schemas from ArkType",
  unit: "ns",
  goals: [{ form: "contract of ArkType schemas", rival: "ArkType type.fn", timesFaster: 3 }],
  measure() {
    const subjects = mustBeRight([wrapper, weir]);
    return interleave(subjects, { rounds: 15, sampleMs: 8, resources: 1 });
  },
};
