import type { Group } from "../../measure/group.ts";
import { OURS } from "../implementations.ts";
import { HAND, OTHERS, ratioGroup } from "../ratio_group.ts";

/** Texts, flattened, distinct, in chunks. */
export const group: Group = ratioGroup({
  title: "distinct texts",
  table: OTHERS,
  pipeline: "distinct_strings",
  goals: [
    { form: OURS, rival: HAND, atMost: 1.5 },
    { form: OURS, rival: "lazy.js", atMost: 1 },
  ],
});
