import type { Group } from "../../measure/group.ts";
import { OURS, RIVALS } from "../implementations.ts";
import { LOOPS, noDearerThan, ratioGroup } from "../ratio_group.ts";

/** Numbers, after other pipelines. */
export const group: Group = ratioGroup({
  title: "reduce numbers, polluted",
  table: LOOPS,
  pipeline: "filter_map_reduce",
  process: "polluted",
  goals: [
    { form: OURS, rival: "loop with callbacks", atMost: 1.15 },
    ...noDearerThan(RIVALS),
  ],
});
