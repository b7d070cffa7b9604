import assert from "node:assert/strict";
import { signalRuns, signalTable } from "./signal_runs.ts";

Deno.test({
  name: "handleSignals() releases everything when SIGTERM comes at any instant",
  ignore: Deno.build.os === "windows",
  async fn() {
    const trials = await signalRuns({ signals: 16, parallel: 2, seed: 1 });
    const problems = trials.flatMap(({ problems }) => problems);
    assert.deepEqual(problems, [], signalTable(trials).join("\n"));
  },
});
