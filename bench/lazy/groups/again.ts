import type { Group } from "../../measure/group.ts";
import { OURS } from "../implementations.ts";
import { HAND, LOOPS, ratioGroup } from "../ratio_group.ts";

/** Numbers, by what was made ready or compiled once. */
export const group: Group = ratioGroup({
  title: "reduce numbers again",
  table: LOOPS,
  pipeline: "again",
  goals: [
    { form: OURS, rival: HAND, atMost: 1.2 },
  ],
});
