import { getLogger } from "@logtape/logtape";
import * as otel from "@opentelemetry/api";
import { jsonLineLogger, logObserver, otelObserver, Scope, type ScopeObserver } from "../mod.ts";

/**
 * What listening costs: a scope that adopts one resource and releases it, with nobody listening as the
 * measure. `OTEL_DENO=true` in the environment turns OpenTelemetry on.
 */
const isOn = Object.hasOwn(globalThis, Symbol.for("opentelemetry.js.api.1"));
const quiet = jsonLineLogger({ minLevel: "error", write() {} });
const discarding = jsonLineLogger({ minLevel: "debug", write() {} });
const forms: readonly [string, readonly ScopeObserver[]][] = [
  ["nobody listens", []],
  ["an observer that does nothing", [() => {}]],
  ["logObserver, its levels off", [logObserver(quiet)]],
  ["logObserver, LogTape not configured", [logObserver(getLogger(["weir", "scope"]))]],
  ["logObserver, lines of JSON discarded", [logObserver(discarding)]],
  [`otelObserver, ${isOn ? "on" : "an API without an SDK"}`, [otelObserver(otel)]],
];

// Deno ignores start() and end() below 10 µs, so each sample is a batch.
for (const [name, observers] of forms) {
  Deno.bench({
    name,
    group: "1,000 scopes with one resource",
    baseline: observers.length === 0,
    async fn() {
      for (let run = 0; run < 1_000; run++) {
        const scope = new Scope("bench", { observers });
        scope.defer("resource", () => Promise.resolve());
        await scope.close();
      }
    },
  });
}
