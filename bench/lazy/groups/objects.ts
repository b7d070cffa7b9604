import type { Group } from "../../measure/group.ts";
import { OURS } from "../implementations.ts";
import { HAND, LOOPS, ratioGroup } from "../ratio_group.ts";

/** Objects, one pipeline in the process. */
export const group: Group = ratioGroup({
  title: "reduce objects",
  table: LOOPS,
  pipeline: "objects",
  goals: [
    { form: OURS, rival: HAND, atMost: 1.2 },
  ],
});
