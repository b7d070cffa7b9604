import type { Group } from "../../measure/group.ts";
import { OURS } from "../implementations.ts";
import { HAND, OTHERS, ratioGroup } from "../ratio_group.ts";

/** Sums per text. */
export const group: Group = ratioGroup({
  title: "sum by text",
  table: OTHERS,
  pipeline: "sum_by",
  goals: [
    { form: OURS, rival: HAND, atMost: 0.7 },
  ],
});
