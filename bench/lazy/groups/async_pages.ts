import type { Group } from "../../measure/group.ts";
import { asyncGroup, HAND } from "../async/async_group.ts";
import { OURS } from "../implementations.ts";

/** Numbers in pages of 256; the loop has them one by one. */
export const group: Group = asyncGroup({
  title: "reduce, pages of 256",
  pipeline: "pages",
  goals: [{ form: OURS, rival: HAND, atMost: 0.25 }],
});
