import type { Group } from "../../measure/group.ts";
import { OURS } from "../implementations.ts";
import { HAND, OTHERS, ratioGroup } from "../ratio_group.ts";

/** Integers, flattened, distinct, in chunks. */
export const group: Group = ratioGroup({
  title: "distinct integers",
  table: OTHERS,
  pipeline: "distinct_ints",
  goals: [
    { form: OURS, rival: HAND, atMost: 0.6 },
    { form: OURS, rival: "lazy.js", atMost: 1 },
  ],
});
