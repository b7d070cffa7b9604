import assert from "node:assert/strict";
import { formatDuration } from "./_format_duration.ts";

Deno.test("formatDuration() picks a unit that people read at a glance", () => {
  const cases: [number, string][] = [
    [0, "0 µs"],
    [0.42, "420 µs"],
    [0.9996, "1.0 ms"],
    [1.24, "1.2 ms"],
    [99.94, "99.9 ms"],
    [99.96, "100 ms"],
    [999.4, "999 ms"],
    [999.6, "1.0 s"],
    [3_400, "3.4 s"],
    [59_940, "59.9 s"],
    [59_960, "1 min 00 s"],
    [200_000, "3 min 20 s"],
    [3_599_600, "1 h 00 min"],
    [7_500_000, "2 h 05 min"],
    [86_399_000, "1 d 00 h"],
    [273_600_000, "3 d 04 h"],
  ];
  for (const [ms, text] of cases) assert.equal(formatDuration(ms), text);
});
