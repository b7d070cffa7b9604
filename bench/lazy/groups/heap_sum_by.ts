import type { Group } from "../../measure/group.ts";
import { heapGroup } from "../heap/heap_group.ts";

/** Sums per key. */
export const group: Group = heapGroup("sum by integer of 10,000,000", "sum_by");
