import type { Group } from "../../measure/group.ts";
import { handPool, measureTasks, ORDERED, taskOf, UNORDERED } from "../concurrent_tasks.ts";

/** Tasks that all take the same time. */
export const group: Group = {
  title: "3,000 tasks of 1 ms, 32 at once",
  unit: "ns",
  goals: [
    { form: ORDERED, rival: handPool.name, atMost: 1.15 },
    { form: UNORDERED, rival: handPool.name, atMost: 1.15 },
  ],
  measure: () => measureTasks(taskOf(() => 1), 5),
};
