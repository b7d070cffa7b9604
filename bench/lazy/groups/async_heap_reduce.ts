import type { Group } from "../../measure/group.ts";
import { asyncHeapGroup } from "../async/heap/heap_group.ts";

/** One number of all. */
export const group: Group = asyncHeapGroup("reduce 1,000,000", "reduce");
