import type { Group } from "../../measure/group.ts";
import { asyncGroup, HAND } from "../async/async_group.ts";
import { OURS_PULLED } from "../async/implementations.ts";
import { OURS } from "../implementations.ts";

/** Numbers, after other pipelines. */
export const group: Group = asyncGroup({
  title: "reduce, polluted",
  pipeline: "reduce",
  process: "polluted",
  goals: [OURS, OURS_PULLED].map((form) => ({ form, rival: HAND, atMost: 2.5 })),
});
