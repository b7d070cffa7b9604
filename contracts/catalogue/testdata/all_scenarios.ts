import type { Scenario } from "./scenario.ts";
import { answers } from "./scenarios/answers.ts";
import { calls } from "./scenarios/calls.ts";
import { definition } from "./scenarios/definition.ts";
import { attributes, several, values } from "./scenarios/objects.ts";
import { registry } from "./scenarios/registry.ts";
import { specifications } from "./scenarios/specifications.ts";
import { vendors } from "./scenarios/vendors.ts";

/** Every scenario, in the order of the gallery. */
export const allScenarios: readonly Scenario[] = [
  ...definition,
  ...calls,
  ...answers,
  ...attributes,
  ...values,
  ...several,
  ...vendors,
  ...registry,
  ...specifications,
];
