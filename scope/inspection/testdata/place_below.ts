/** Matches the place of the line that follows the call, whatever the column. */
export function placeBelow(): RegExp {
  const trace: { stack?: string } = {};
  Error.captureStackTrace(trace, placeBelow);
  const [, file, line] = /([^/]+\.ts):(\d+):\d+\)?\n?/.exec(trace.stack!)!;
  return new RegExp(`/${file}:${Number(line) + 1}:\\d+$`);
}
