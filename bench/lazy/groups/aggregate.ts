import type { Group } from "../../measure/group.ts";
import { OURS } from "../implementations.ts";
import { HAND, OTHERS, ratioGroup } from "../ratio_group.ts";

/** Three results of one pass. */
export const group: Group = ratioGroup({
  title: "count, sum, max",
  table: OTHERS,
  pipeline: "aggregate",
  goals: [
    { form: OURS, rival: HAND, atMost: 1.3 },
  ],
});
