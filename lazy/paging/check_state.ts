import type { Operator } from "../plan/operator.ts";
import { impossible } from "./refusal.ts";
import { isCount } from "./token.ts";

/** More items than anybody waits for: a cursor that leaves out more was not made by a page. */
export const MOST_SKIPPED = 1e9;

/** How many items can have gone by at a place of a pipeline. */
interface Flow {
  readonly least: number;
  readonly most: number;
}

/** Takes the figures of an operator off a state; what can have left it, if they can be. */
type Check = (inflow: Flow, take: () => number, amount: number) => Flow | undefined;

/** A callback was called once for each item. */
const countAll: Check = (inflow, take) => exactly(inflow, take());

const FLOWS: ReadonlyMap<string, Check> = new Map<string, Check>([
  ["map", countAll],
  ["tap", countAll],
  ["filter", (inflow, take) => upTo(exactly(inflow, take()))],
  ["take", (inflow, take, amount) => within(take(), amount, (count) => exactly(inflow, count))],
  [
    "drop",
    (inflow, take, amount) => within(take(), amount, (count) => dropped(inflow, count, amount)),
  ],
  ["takeWhile", (inflow, take) => afterOne(take(), inflow, (count) => exactly(inflow, count))],
  [
    "dropWhile",
    (inflow, take) => afterOne(take(), inflow, (count) => exactly(inflow, count) && NOTHING),
  ],
  ["chunks", ({ least, most }, _take, size) => ({
    least: Math.floor(least / size),
    most: Math.ceil(most / size),
  })],
  ["flatMap", (inflow, take) => {
    const outer = exactly(inflow, take());
    const inner = take();
    if (inner > MOST_SKIPPED) return undefined;
    const most = outer?.most === 0 && inner === 0 ? 0 : Infinity;
    return outer && { least: inner, most };
  }],
]);

const NOTHING: Flow = { least: 0, most: 0 };

/**
 * Checks that a run can have come to a state after handing over so many items.
 *
 * @throws {CursorError} If not.
 */
export function checkState(
  operators: readonly Operator[],
  kind: string | undefined,
  [position, ...counts]: readonly unknown[],
  start: number,
): void {
  let flow = outflow(kind, position);
  const take = () => {
    const count = counts.shift();
    if (!isCount(count)) throw impossible();
    return count;
  };
  for (const { kind, amount = 0 } of operators) {
    const check = FLOWS.get(kind);
    if (check === undefined) {
      // What an operator of the user saved is for the user to check.
      counts.shift();
      flow = { least: 0, most: Infinity };
    } else {
      flow = check(flow, take, amount) ?? refuse();
    }
  }
  if (counts.length > 0 || exactly(flow, start) === undefined) refuse();
}

/** What can have left the source. */
function outflow(kind: string | undefined, position: unknown): Flow {
  if (kind !== "pages") return isCount(position) ? { least: position, most: position } : refuse();
  const [, index] = Array.isArray(position) && position.length === 2 ? position : [];
  return isCount(index) ? { least: index, most: Infinity } : refuse();
}

function exactly({ least, most }: Flow, count: number): Flow | undefined {
  return count < least || count > most ? undefined : { least: count, most: count };
}

function upTo(flow: Flow | undefined): Flow | undefined {
  return flow && { least: 0, most: flow.most };
}

function within(
  count: number,
  amount: number,
  check: (count: number) => Flow | undefined,
): Flow | undefined {
  return count > amount ? undefined : check(count);
}

function dropped(inflow: Flow, count: number, amount: number): Flow | undefined {
  if (count < amount) return exactly(inflow, count) && NOTHING;
  if (inflow.most < amount) return undefined;
  return { least: Math.max(0, inflow.least - amount), most: inflow.most - amount };
}

/** A figure of 0 stands for a decision that has been made; others are one more than the count. */
function afterOne(
  count: number,
  inflow: Flow,
  check: (count: number) => Flow | undefined,
): Flow | undefined {
  return count === 0 ? upTo(inflow) : check(count - 1);
}

function refuse(): never {
  throw impossible();
}
