import type { Group } from "../../measure/group.ts";
import { heapGroup } from "../heap/heap_group.ts";

/** Ten thousand distinct ones, in chunks. */
export const group: Group = heapGroup("10,000 distinct of 2,000,000", "distinct");
