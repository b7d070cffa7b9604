import type { Group } from "../../measure/group.ts";
import { OURS } from "../implementations.ts";
import { ratioGroup } from "../ratio_group.ts";

/** What is spent before the first item. */
export const group: Group = ratioGroup({
  title: "map, filter, take, toArray of no items",
  pipeline: "set_up",
  goals: [
    { form: OURS, below: 2_000 },
  ],
});
