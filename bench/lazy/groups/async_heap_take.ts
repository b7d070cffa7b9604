import type { Group } from "../../measure/group.ts";
import { asyncHeapGroup } from "../async/heap/heap_group.ts";

/** A hundred, far apart. */
export const group: Group = asyncHeapGroup("take(100) of 1,000,000", "take");
