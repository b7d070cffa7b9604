import {
  checkFunction,
  checkKeys,
  checkObject,
  checkString,
  optionMessage,
} from "../_internal/check_option.ts";
import type { Delivery } from "./delivery.ts";
import type { Inbox } from "./inbox.ts";
import type { Operator } from "./operators/operator.ts";
import type { RunOptions } from "./run_options.ts";
import type { Row } from "./table.ts";

const known = [
  "name",
  "store",
  "table",
  "queue",
  "routingKey",
  "windows",
  "rankings",
  "maxBatchItems",
  "maxBatchBytes",
  "maxOutbox",
  "minRetryMs",
  "maxRetryMs",
  "observers",
  "clock",
];

/**
 * Checks that what a pipeline is made of is what it claims to be, as far as types alone would not.
 *
 * @throws {TypeError} If a part is missing or of the wrong kind.
 */
export function checkParts<R extends Row>(
  action: string,
  inbox: Inbox,
  flow: Operator<Delivery, R>,
  options: RunOptions<R>,
): void {
  checkObject(action, "options", options);
  checkKeys(action, options, known);
  const { store, table, queue, routingKey, windows = {}, rankings = {}, observers = [] } = options;
  for (const method of ["read", "release", "stats"] as const) {
    checkFunction(action, `inbox.${method}`, inbox?.[method]);
  }
  checkFunction(action, "flow.compile", flow?.compile);
  checkString(action, "name", options.name);
  checkFunction(action, "store.open", store?.open);
  checkObject(action, "table", table);
  checkString(action, "table.name", table.name);
  checkObject(action, "table.columns", table.columns);
  checkString(action, "table.key", table.key);
  if (queue !== undefined) checkFunction(action, "queue.publish", queue?.publish);
  if (routingKey !== undefined) checkFunction(action, "routingKey", routingKey);
  checkObject(action, "windows", windows);
  for (const [name, set] of Object.entries(windows)) {
    checkFunction(action, `windows.${name}.startMs`, set?.startMs);
    checkFunction(action, `windows.${name}.key`, set?.key);
    checkObject(action, `windows.${name}.add`, set?.add);
  }
  checkObject(action, "rankings", rankings);
  for (const [name, ranking] of Object.entries(rankings)) {
    checkFunction(action, `rankings.${name}.key`, ranking?.key);
  }
  if (!Array.isArray(observers) || observers.some((each) => typeof each !== "function")) {
    throw new TypeError(optionMessage(action, "observers", "an array of functions", observers));
  }
}
