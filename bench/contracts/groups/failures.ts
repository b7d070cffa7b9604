import type { Form, Group } from "../../measure/group.ts";
import { interleave } from "../../measure/interleave.ts";
import { FIVE_PROBLEMS, keep, mustBeRight, type Subject } from "../save.ts";
import { subject as arktype } from "../subjects/arktype.ts";
import { subject as valibot } from "../subjects/valibot.ts";
import { subject as weir } from "../subjects/weir.ts";
import { subject as zod } from "../subjects/zod.ts";

/** What fails, and its name. */
type Failing = Pick<Subject, "name" | "save">;

function caught({ name, save }: Failing): Form {
  const call = save as (...args: readonly unknown[]) => unknown;
  return {
    name,
    run(times) {
      for (let i = 0; i < times; i++) {
        try {
          call(FIVE_PROBLEMS[0], FIVE_PROBLEMS[1], FIVE_PROBLEMS[2]);
        } catch (error) {
          keep(error);
        }
      }
      return Promise.resolve();
    },
  };
}

/** As a log would: some libraries write the message no sooner. */
function caughtAndRead({ name, save }: Failing): Form {
  const call = save as (...args: readonly unknown[]) => unknown;
  return {
    name: `${name}, message read`,
    run(times) {
      for (let i = 0; i < times; i++) {
        try {
          call(FIVE_PROBLEMS[0], FIVE_PROBLEMS[1], FIVE_PROBLEMS[2]);
        } catch (error) {
          keep((error as Error).message);
        }
      }
      return Promise.resolve();
    },
  };
}

const bareThrow: Failing = {
  name: "bare throw",
  save: (_order: unknown, retries: unknown, by: unknown) => {
    throw new Error(`Cannot save the order as it is not one: retries is ${retries}, by is ${by}`);
  },
};

/** The same with the place it was called from, which each message of a contract names. */
const located: Form = {
  name: "bare throw, stack read",
  run(times) {
    for (let i = 0; i < times; i++) {
      try {
        (bareThrow.save as (...args: readonly unknown[]) => unknown)(...FIVE_PROBLEMS);
      } catch (error) {
        keep((error as Error).stack);
      }
    }
    return Promise.resolve();
  },
};

/** The least that a refused call can cost: an `Error` with a message, thrown and caught. */
export const group: Group = {
  title: "a refused call with five problems",
  unit: "ns",
  goals: [
    { form: "contract", rival: "bare throw", atMost: 3.5 },
    { form: "contract", rival: "zod z.function", timesFaster: 2 },
  ],
  measure() {
    const subjects = mustBeRight([weir, zod, valibot, arktype]);
    const forms = [
      caught(bareThrow),
      located,
      ...subjects.map(caught),
      ...subjects.map(caughtAndRead),
    ];
    return interleave(forms, { rounds: 12, sampleMs: 8, resources: 1 });
  },
};
