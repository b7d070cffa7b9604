import type { Group } from "../../measure/group.ts";
import { heapGroup } from "../heap/heap_group.ts";

/** Numbers reduced to one. */
export const group: Group = heapGroup("filter, map, reduce of 10,000,000", "reduce");
