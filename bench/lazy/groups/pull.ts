import type { Group } from "../../measure/group.ts";
import { OURS } from "../implementations.ts";
import { HAND, LOOPS, ratioGroup } from "../ratio_group.ts";

/** Numbers pulled by a `for` loop, one pipeline in the process. */
export const group: Group = ratioGroup({
  title: "pull numbers",
  table: LOOPS,
  pipeline: "pull",
  goals: [
    { form: OURS, rival: HAND, atMost: 8 },
    { form: OURS, rival: "Iterator helpers", atMost: 0.3 },
    { form: OURS, rival: "generators", atMost: 0.3 },
  ],
});
