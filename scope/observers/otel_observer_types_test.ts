import assert from "node:assert/strict";
import * as otel from "@opentelemetry/api";
import { type OtelApi, otelObserver, withScope } from "../mod.ts";

Deno.test("otelObserver() takes the namespace of @opentelemetry/api, and is off without an SDK", async () => {
  const api: OtelApi = otel;
  const telemetry = otelObserver(api);
  await withScope("job", (job) => {
    assert.deepEqual(telemetry.stats(), { scopes: 0, resources: 0 });
    assert.equal(telemetry.within(job, () => 1), 1);
  }, { observers: [telemetry] });
  assert.doesNotThrow(() =>
    otelObserver({ trace: otel.trace, context: otel.context, metrics: otel.metrics })
  );
});
