import type { Group } from "../../measure/group.ts";
import { OURS } from "../implementations.ts";
import { HAND, LOOPS, ratioGroup } from "../ratio_group.ts";

/** Numbers, one pipeline in the process. */
export const group: Group = ratioGroup({
  title: "reduce numbers",
  table: LOOPS,
  pipeline: "filter_map_reduce",
  goals: [
    { form: OURS, rival: HAND, atMost: 2 },
    { form: OURS, rival: "lazy.js", atMost: 0.9 },
    { form: OURS, rival: "Iterator helpers", atMost: 0.1 },
  ],
});
