import { exitAware } from "./cases/exit.ts";
import { errorsPrinted, errorsReachable, goesOn } from "./cases/failures.ts";
import { hungRelease, secondClose } from "./cases/hangs.ts";
import { acquireTimeout, lateAfterClose, lateAfterGivingUp } from "./cases/late.ts";
import { childrenFirst, deepNesting, reverseOrder } from "./cases/order.ts";
import type { FaultCase } from "./fault_case.ts";

/** The twelve faults, in the order of the table. */
export const CASES: readonly FaultCase[] = [
  reverseOrder,
  goesOn,
  errorsReachable,
  errorsPrinted,
  hungRelease,
  secondClose,
  lateAfterGivingUp,
  lateAfterClose,
  acquireTimeout,
  exitAware,
  deepNesting,
  childrenFirst,
];
