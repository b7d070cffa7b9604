import type { Group } from "../../measure/group.ts";
import { interleave } from "../../measure/interleave.ts";
import { mustBeRight } from "../save.ts";
import { subject as arktype } from "../subjects/arktype.ts";
import { subject as byHand } from "../subjects/by_hand.ts";
import { subject as typebox } from "../subjects/typebox.ts";
import { subject as valibot } from "../subjects/valibot.ts";
import { subject as weir } from "../subjects/weir.ts";
import { subject as zod } from "../subjects/zod.ts";
import { WITHOUT_EVAL } from "../without_eval.ts";

/** The same call where no code can be generated, as under a strict content security policy. */
export const group: Group = {
  title: "a checked call, no code generated",
  unit: "ns",
  v8Flags: WITHOUT_EVAL,
  goals: [{ form: "contract", rival: "by hand", atMost: 1.8 }],
  measure() {
    const subjects = mustBeRight([byHand, weir, typebox, arktype, zod, valibot]);
    return interleave(subjects, { rounds: 12, sampleMs: 5, resources: 1, warmUpMs: 300 });
  },
};
