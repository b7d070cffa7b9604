import type { Group } from "../../measure/group.ts";
import { interleave } from "../../measure/interleave.ts";
import { mustBeRight } from "../save.ts";
import { subject as wrapper } from "../subjects/valibot.ts";
import { subject as weir } from "../subjects/weir_valibot.ts";

/** All four schemas from valibot, in our contract and in its own function. */
export const group: Group = {
  title: "a checked call, all schemas from valibot",
  unit: "ns",
  goals: [{
    form: "contract of valibot schemas",
    rival: "valibot v.args, v.returns",
    timesFaster: 0.95,
  }],
  measure() {
    const subjects = mustBeRight([wrapper, weir]);
    return interleave(subjects, { rounds: 15, sampleMs: 8, resources: 1 });
  },
};
