import assert from "node:assert/strict";
import { runSteps } from "./run_steps.ts";

Deno.test("runSteps() runs every task and shows the output of those that fail", async () => {
  const lines: string[] = [];
  const failed = await runSteps(
    ["fmt", "lint", "types"],
    (task) => Promise.resolve({ code: task === "lint" ? 1 : 0, output: `${task} says\n` }),
    (line) => lines.push(line.replace(/\d+\.\d s/, "0.0 s")),
  );
  assert.deepEqual(failed, ["lint"]);
  assert.deepEqual(lines.sort(), [
    "lint says\nFAILED  lint (0.0 s): deno task lint",
    "ok      fmt (0.0 s)",
    "ok      types (0.0 s)",
  ]);
});

Deno.test("runSteps() names no task when all pass", async () => {
  const run = () => Promise.resolve({ code: 0, output: "" });
  assert.deepEqual(await runSteps(["fmt", "lint"], run, () => {}), []);
});
