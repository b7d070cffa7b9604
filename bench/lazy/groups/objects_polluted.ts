import type { Group } from "../../measure/group.ts";
import { LOOPS, ratioGroup } from "../ratio_group.ts";

/** Objects, after other pipelines. */
export const group: Group = ratioGroup({
  title: "reduce objects, polluted",
  table: LOOPS,
  pipeline: "objects",
  process: "polluted",
  goals: [],
});
