import type { Group } from "../../measure/group.ts";
import { heapGroup } from "../heap/heap_group.ts";

/** Chunks, one after the other. */
export const group: Group = heapGroup("chunks(1000) of 10,000,000", "chunks");
