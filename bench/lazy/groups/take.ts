import type { Group } from "../../measure/group.ts";
import { OURS } from "../implementations.ts";
import { HAND, OTHERS, ratioGroup } from "../ratio_group.ts";

/** A short way into a long array. */
export const group: Group = ratioGroup({
  title: "take(100)",
  table: OTHERS,
  pipeline: "take",
  goals: [
    { form: OURS, rival: HAND, atMost: 3 },
    { form: OURS, rival: "Iterator helpers", atMost: 0.2 },
  ],
});
