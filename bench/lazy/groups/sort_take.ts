import type { Group } from "../../measure/group.ts";
import { OURS } from "../implementations.ts";
import { HAND, OTHERS, ratioGroup } from "../ratio_group.ts";

/** The first of a sorted array. */
export const group: Group = ratioGroup({
  title: "sort, take(10)",
  table: OTHERS,
  pipeline: "sort_take",
  goals: [
    { form: OURS, rival: HAND, atMost: 4 },
    { form: OURS, rival: "Array chain", atMost: 0.03 },
  ],
});
