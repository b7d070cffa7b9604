import type { Group } from "../../measure/group.ts";
import { heapGroup } from "../heap/heap_group.ts";

/** A hundred, far apart. */
export const group: Group = heapGroup("take(100) of 10,000,000", "take");
