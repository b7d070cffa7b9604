import { aheadSteps } from "./ahead.ts";
import { combineSteps } from "./combine.ts";
import { groupSteps } from "./group.ts";
import { orderSteps } from "./order.ts";
import { selectSteps } from "./select.ts";
import { shareSteps } from "./share.ts";
import type { StepKinds } from "./step.ts";
import { tellSteps } from "./tell.ts";
import { throughSteps } from "./through.ts";
import { transformSteps } from "./transform.ts";

/** Every operator, by name. */
export const stepKinds: StepKinds = {
  ...transformSteps,
  ...selectSteps,
  ...groupSteps,
  ...combineSteps,
  ...orderSteps,
  ...tellSteps,
  ...shareSteps,
  ...aheadSteps,
  ...throughSteps,
};
