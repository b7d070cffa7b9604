import type { Group } from "../../measure/group.ts";
import { OURS } from "../implementations.ts";
import { HAND, OTHERS, ratioGroup } from "../ratio_group.ts";

/** Counts per text. */
export const group: Group = ratioGroup({
  title: "count by text",
  table: OTHERS,
  pipeline: "count_strings",
  goals: [
    { form: OURS, rival: HAND, atMost: 0.8 },
  ],
});
