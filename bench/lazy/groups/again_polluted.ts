import type { Group } from "../../measure/group.ts";
import { OURS } from "../implementations.ts";
import { HAND, LOOPS, ratioGroup } from "../ratio_group.ts";

/** Numbers, by what was made ready or compiled once, after other pipelines. */
export const group: Group = ratioGroup({
  title: "reduce numbers again, polluted",
  table: LOOPS,
  pipeline: "again",
  process: "polluted",
  goals: [
    { form: OURS, rival: HAND, atMost: 1.2 },
  ],
});
