import type { Group } from "../../measure/group.ts";
import { asyncHeapGroup } from "../async/heap/heap_group.ts";

/** Chunks, none of which is kept. */
export const group: Group = asyncHeapGroup("chunks(1000) of 1,000,000", "chunks");
