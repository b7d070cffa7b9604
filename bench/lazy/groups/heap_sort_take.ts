import type { Group } from "../../measure/group.ts";
import { heapGroup } from "../heap/heap_group.ts";

/** The first of many in order. */
export const group: Group = heapGroup("sort, take(10) of 5,000,000", "sort_take");
