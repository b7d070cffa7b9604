import type { Group } from "../../measure/group.ts";
import { OURS } from "../implementations.ts";
import { HAND, OTHERS, ratioGroup } from "../ratio_group.ts";

/** Counts per integer. */
export const group: Group = ratioGroup({
  title: "count by integer",
  table: OTHERS,
  pipeline: "count_ints",
  goals: [
    { form: OURS, rival: HAND, atMost: 0.4 },
  ],
});
