import assert from "node:assert/strict";
import { withScope } from "@weir/std/scope";
import { mixedRuns } from "./mixed_runs.ts";
import { areServersInstalled } from "./private_servers.ts";

Deno.test({
  name: "withScope() leaves no connection and the rows of the commits when servers crash",
  // It crashes its servers, so it needs their programs and not only an address.
  ignore: !await areServersInstalled(),
  async fn() {
    const options = { runs: 200, parallel: 16, seed: 1, downMs: 200 };
    const verdict = await withScope("soak", (app) => mixedRuns(app, options));
    assert.deepEqual(verdict.problems, [], verdict.lines.join("\n"));
  },
});
