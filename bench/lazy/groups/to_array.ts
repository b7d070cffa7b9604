import type { Group } from "../../measure/group.ts";
import { OURS } from "../implementations.ts";
import { HAND, OTHERS, ratioGroup } from "../ratio_group.ts";

/** An array of a size that is known. */
export const group: Group = ratioGroup({
  title: "map, toArray",
  table: OTHERS,
  pipeline: "to_array",
  goals: [
    { form: OURS, rival: HAND, atMost: 0.5 },
  ],
});
