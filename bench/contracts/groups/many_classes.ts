import type { Group } from "../../measure/group.ts";
import { measureManyClasses } from "../many_classes.ts";

/** A contract that many classes implement, as plug-ins do. */
export const group: Group = {
  title: "a checked call, one of 64 classes at one place",
  unit: "ns",
  goals: [{ form: "contract", rival: "by hand", atMost: 1.4 }],
  measure: measureManyClasses,
};
