import type { Group } from "../../measure/group.ts";
import { asyncGroup, HAND } from "../async/async_group.ts";
import { OURS_PULLED } from "../async/implementations.ts";
import { OURS } from "../implementations.ts";

/** Numbers, one pipeline in the process. */
export const group: Group = asyncGroup({
  title: "reduce",
  pipeline: "reduce",
  goals: [OURS, OURS_PULLED].flatMap((form) => [
    { form, rival: HAND, atMost: 1.3 },
    { form, rival: "async generators", atMost: 0.5 },
    { form, rival: "streaming-iterables", atMost: 0.35 },
  ]),
});
