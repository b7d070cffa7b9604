import type { Group } from "../../measure/group.ts";
import { measureManyClasses } from "../many_classes.ts";
import { WITHOUT_EVAL } from "../without_eval.ts";

/** The same where no code can be generated. */
export const group: Group = {
  title: "a checked call, one of 64 classes at one place, no code generated",
  unit: "ns",
  v8Flags: WITHOUT_EVAL,
  goals: [{ form: "contract", rival: "by hand", atMost: 2.2 }],
  measure: measureManyClasses,
};
