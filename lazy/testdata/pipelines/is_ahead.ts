import type { Pipeline } from "./pipeline.ts";
import { stepKinds } from "./steps/steps.ts";

/** Whether a pipeline runs ahead of who reads it, so that only its results can be compared. */
export function isAhead({ steps, driver }: Pick<Pipeline, "steps" | "driver">): boolean {
  return driver.name === "reader" || steps.some(({ op }) => stepKinds[op]!.isAhead);
}
