import assert from "node:assert/strict";
import { type ContractReport, formatReport } from "./report.ts";

function report(path: string, expected: string, action = "call it"): ContractReport {
  return {
    action,
    contracts: [{ label: "app.Job@1.0.0", site: undefined }],
    className: "Job",
    member: "run",
    blame: "caller",
    violations: [
      { kind: "argument", member: "run", path: ["id"], expected: "string", received: "7 (number)" },
      { kind: "argument", member: "run", path: [path], expected, received: '"x" (string)' },
    ],
    sites: {},
  };
}

Deno.test("formatReport() breaks what is too long for a line", () => {
  const lines = formatReport(report("a".repeat(50), "b".repeat(90)), undefined).split("\n");
  assert.deepEqual(lines.slice(1), [
    `  1. ${"id".padEnd(32)}  expected string, received 7 (number)`,
    `  2. ${"a".repeat(50)}`,
    `       expected ${"b".repeat(90)},`,
    '       received "x" (string)',
  ]);
});

Deno.test("formatReport() keeps its lines whatever others have written", () => {
  const long = "word\n".repeat(1e4);
  const lines = formatReport(report(long, long, long), undefined).split("\n");
  assert.equal(lines.length, 6);
  for (const line of lines) assert.ok(line.length <= 120, `${line.length}: ${line}`);
});
