import { isAhead } from "./is_ahead.ts";
import type { Pipeline } from "./pipeline.ts";
import { stepKinds } from "./steps/steps.ts";
import { ABORT } from "./world.ts";

type Log = readonly string[];

/** How much of a log is promised for a pipeline: what is not is left out or put in a fixed order. */
export function orderFor(pipeline: Pipeline): (log: Log) => Log {
  const { steps, isAsync } = pipeline;
  const kinds = steps.map(({ op }) => stepKinds[op]!);
  if (isAhead(pipeline) || kinds.some(({ isPure }) => isPure)) return resultsOnly;
  const isTogether = isAsync &&
    steps.some(({ others }, index) => kinds[index]!.isOwner && others.length > 1);
  return isTogether ? (log) => closedAtOnce(closedTogether(log)) : closedAtOnce;
}

const RESULT = /^(= |threw )/;
const CLOSE = /(\.return\(\)| ends)$/;

function resultsOnly(log: Log): Log {
  return log.filter((entry) => RESULT.test(entry));
}

/** After an abort all is closed at once; what is asked to close comes to it in any order. */
function closedAtOnce(log: Log): Log {
  const at = log.indexOf(ABORT);
  if (at === -1) return log;
  const before = log.slice(0, at + 1);
  return [...before, ...log.slice(at + 1).filter((entry) => !isLate(entry, before)).sort()];
}

/** What a callback hands over after the abort is closed as it is, and not in the oracle's account. */
function isLate(entry: string, before: Log): boolean {
  const [, name] = /^(flatMap\d+\[\d+\])\.return\(\)$/.exec(entry) ?? [];
  return name !== undefined && !before.includes(`${name}.next()`);
}

/** Further sources of one operator are closed side by side: a row of closes in any order. */
function closedTogether(log: Log): Log {
  const rows: string[][] = [];
  for (const entry of log) {
    const row = rows.at(-1);
    if (row !== undefined && CLOSE.test(entry) && CLOSE.test(row.at(-1)!)) row.push(entry);
    else rows.push([entry]);
  }
  return rows.flatMap((row) => row.sort());
}
