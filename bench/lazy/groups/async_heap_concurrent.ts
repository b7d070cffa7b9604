import type { Group } from "../../measure/group.ts";
import { asyncHeapGroup } from "../async/heap/heap_group.ts";

/** Callbacks that run beside others. */
export const group: Group = asyncHeapGroup("map 32 at once, 1,000,000", "concurrent");
