import type { Group } from "../../measure/group.ts";
import { handPool, measureTasks, ORDERED, taskOf, UNORDERED } from "../concurrent_tasks.ts";

/** One task in fifty is slow: those behind it must not wait for it. */
export const group: Group = {
  title: "3,000 tasks of 1 ms, 32 at once, 2 % of them 20 ms",
  unit: "ns",
  goals: [
    { form: ORDERED, rival: handPool.name, atMost: 1.1 },
    { form: UNORDERED, rival: handPool.name, atMost: 1.1 },
  ],
  measure: () => measureTasks(taskOf((number) => number % 50 === 49 ? 20 : 1), 5),
};
