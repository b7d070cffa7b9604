import type { Group } from "../../measure/group.ts";
import { OURS } from "../implementations.ts";
import { LOOPS, ratioGroup } from "../ratio_group.ts";

/** Numbers pulled by a `for` loop, after other pipelines. */
export const group: Group = ratioGroup({
  title: "pull numbers, polluted",
  table: LOOPS,
  pipeline: "pull",
  process: "polluted",
  goals: [
    { form: OURS, rival: "Iterator helpers", atMost: 0.7 },
    { form: OURS, rival: "generators", atMost: 0.7 },
  ],
});
