import type { Group } from "../../measure/group.ts";
import { asyncHeapGroup } from "../async/heap/heap_group.ts";

/** Batches that never wait long enough. */
export const group: Group = asyncHeapGroup("batch of 1,000, 1,000,000", "batch");
